import { type ParticleKind, withParticle } from '#core/copy/korean/particles.ts';

/** Chooses a speech level and fills slots; a slot without a value (such as `{name}`) stays for the renderer. */
export function fillPhrase(
  phrase: string,
  values: Readonly<Record<string, string>>,
  isFormal: boolean,
): string {
  return phrase
    .replace(/\[([^|\]]*)\|([^\]]*)\]/g, (_, polite: string, formal: string) => (isFormal ? formal : polite))
    .replace(/\{([a-z]+)(?::([a-z]+))?\}/g, (slot, name: string, particle: string | undefined) => {
      const value = values[name];
      if (value === undefined) return slot;
      return particle === undefined ? value : withParticle(value, particle as ParticleKind);
    });
}
