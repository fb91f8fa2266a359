import type { CallError } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { roomWords } from './room-words.ts';

/** "Camera: the browser may not use it. Allow it …" */
export function deviceProblem({ code, device }: CallError): { happened: string; now: string } {
  const words = roomWords(code);
  return device === null ? words : { happened: msg(str`${deviceName(device)}: ${words.happened}`), now: words.now };
}

function deviceName(device: NonNullable<CallError['device']>): string {
  switch (device) {
    case 'microphone':
      return msg('Microphone');
    case 'camera':
      return msg('Camera');
    case 'speaker':
      return msg('Speaker');
    case 'screen':
      return msg('Screen sharing');
  }
}
