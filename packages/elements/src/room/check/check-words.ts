import type { CheckResult, CheckStep } from '@fireside/client';
import { msg, str } from '@lit/localize';
import { roomWords } from '../room-words.ts';

export function stepName(step: CheckStep): string {
  switch (step) {
    case 'server':
      return msg('Server');
    case 'documents':
      return msg('Agenda and notes');
    case 'call':
      return msg('Way into the call');
    case 'sfu':
      return msg('Media server (LiveKit)');
    case 'stun':
      return msg('Address from outside (STUN)');
    case 'turn-udp':
      return msg('Relay over UDP (TURN)');
    case 'turn-tcp':
      return msg('Relay over TCP (TURN)');
    case 'turn-tls':
      return msg('Relay over TLS (TURN)');
    case 'browser':
      return msg('Calls in this browser');
  }
}

export function outcomeWords({ outcome, ms }: CheckResult): string {
  switch (outcome) {
    case 'running':
      return msg('Trying…');
    case 'ok':
      return msg(str`Works, ${ms} ms`);
    case 'failed':
      return msg('Failed');
    case 'not-set-up':
      return msg('Not set up');
  }
}

/** What a failed step means, and what somebody can do about it. */
export function failureWords({ step, host, code }: CheckResult): string {
  const place = host ?? '';
  const ice = step.startsWith('turn') || step === 'stun';
  if (step === 'browser' || (ice && code === 'not-allowed')) {
    return msg(
      'This browser, or a rule of the organisation, does not let pages make calls (WebRTC). Try another browser, or ask who manages it.',
    );
  }
  if (code === 'unreachable') return silenceWords(step, place);
  if (step === 'sfu') return sfuWords(code, place);
  if (ice && code !== 'malformed') return relayWords(code, place);
  const { happened, now } = roomWords(code ?? 'internal');
  return `${happened} ${now}`;
}

function silenceWords(step: CheckStep, place: string): string {
  switch (step) {
    case 'server':
      return msg(
        str`No answer from ${place}. If other pages work, a proxy or firewall may keep this one away from it.`,
      );
    case 'documents':
    case 'call':
      return msg(str`No WebSocket to ${place} opens. A proxy or firewall in between must let WebSockets through.`);
    case 'sfu':
      return msg(
        str`No answer from ${place}. LiveKit must be running there; firewalls, proxies and the rules of this page (Content-Security-Policy) must let it through.`,
      );
    case 'stun':
      return msg(str`No answer from ${place}. The network may block UDP; a relay over TCP or TLS can do without.`);
    case 'turn-udp':
      return msg(str`No answer from ${place}. The network may block UDP; a relay over TCP or TLS takes its place.`);
    case 'turn-tcp':
    case 'turn-tls':
    case 'browser':
      return msg(str`No answer from ${place}. The relay must be running there, and the firewall let it through.`);
  }
}

/** The media server answers, and lets nobody in. */
function sfuWords(code: CheckResult['code'], place: string): string {
  if (code === 'sfu-refused') {
    return msg(
      str`${place} does not take what the server signs. Both must have the same key and secret (LIVEKIT_API_KEY, LIVEKIT_API_SECRET) and the right time.`,
    );
  }
  return msg(
    str`${place} answers, but not as LiveKit does. LIVEKIT_URL may name another program, or a proxy in front may be set up wrong.`,
  );
}

/** The relay answers, and gives no way through. */
function relayWords(code: CheckResult['code'], place: string): string {
  if (code === 'token-invalid') {
    return msg(
      str`${place} refuses the credentials that the server gave. Both must have the same secret (TURN_SECRET) and the right time.`,
    );
  }
  if (code === 'too-many') return msg(str`${place} has no room for more calls just now.`);
  return msg(str`${place} answers, but lets nothing through. Its relay ports must be open, to itself as well.`);
}
