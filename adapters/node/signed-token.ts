import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TokenSigner } from '#app/ports/token-signer.ts';

/** 128 bits of the MAC: links stay short, and nobody guesses them. */
const MAC_BYTES = 16;

/**
 * Tokens as `<payload>.<mac>`, both base64url; the purpose is part of what is signed. The first secret signs, each is
 * believed: a link outlives a rotation.
 */
export function createTokenSigner(...secrets: readonly string[]): TokenSigner {
  const [newest = ''] = secrets;
  const macOf = (secret: string, purpose: string, payload: string): Buffer =>
    createHmac('sha256', secret).update(`${purpose}\n${payload}`).digest().subarray(0, MAC_BYTES);
  return {
    sign(purpose, text) {
      const payload = Buffer.from(text).toString('base64url');
      return `${payload}.${macOf(newest, purpose, payload).toString('base64url')}`;
    },
    read(purpose, token) {
      const [payload = '', mac = '', ...rest] = token.split('.');
      const given = Buffer.from(mac, 'base64url');
      if (rest.length > 0 || given.length !== MAC_BYTES) return undefined;
      const isOurs = secrets.some((secret) => timingSafeEqual(given, macOf(secret, purpose, payload)));
      return isOurs ? Buffer.from(payload, 'base64url').toString() : undefined;
    },
  };
}
