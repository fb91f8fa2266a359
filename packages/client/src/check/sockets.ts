import { FiresideError, isErrorCode } from '@fireside/protocol';

export interface SocketQuestion {
  readonly url: string;
  readonly protocols: string[];
  /** Sent when it opens. */
  readonly question: string | Uint8Array<ArrayBuffer>;
  readonly isAnswer: (data: unknown) => boolean;
}

/**
 * Opens a WebSocket, asks, waits for the answer and closes it.
 * @throws FiresideError `unreachable`, or the code that the server closed it with; the signal's reason
 */
export async function askSocket({ url, protocols, question, isAnswer }: SocketQuestion, signal: AbortSignal) {
  const socket = new WebSocket(url, protocols);
  socket.binaryType = 'arraybuffer';
  try {
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => socket.send(question);
      socket.onmessage = ({ data }) => {
        if (isAnswer(data)) resolve();
      };
      socket.onclose = ({ reason }) => reject(new FiresideError(isErrorCode(reason) ? reason : 'unreachable'));
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  } finally {
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
