import type { Json, JsonObject } from '#core/kernel/json.ts';
import { isIdentifierHash } from './identifier.ts';
import { type KnownPlace, knownPlace } from './known-place.ts';
import type { MessageLimits } from './message-limits.ts';
import type { Rejection, RejectionReason } from './rejection.ts';
import { reject } from './rejection-sentences.ts';

/** What one walk over a message found. */
export interface Structure {
  /** The first thing that no message may have, if any. */
  readonly rejection: Rejection | undefined;
  /** Does a known place (`email`, `token`, `ip`, …) hold something that is not one of our hashes? */
  readonly hasIdentifier: boolean;
}

/** One walk over a parsed message: bounds, numbers, keys. O(size), stops at the first fault. */
export function inspectStructure(message: JsonObject, limits: MessageLimits): Structure {
  const walk = new Walk(limits);
  walk.enter(message, 1, undefined);
  return { rejection: walk.rejection, hasIdentifier: walk.hasIdentifier };
}

/** Where a value lies; turned into a path only when something is wrong with it. */
interface Trail {
  readonly key: string;
  readonly above: Trail | undefined;
}

class Walk {
  rejection: Rejection | undefined;
  hasIdentifier = false;
  #keyCount = 0;
  readonly #limits: MessageLimits;

  constructor(limits: MessageLimits) {
    this.#limits = limits;
  }

  enter(container: JsonObject | readonly Json[], depth: number, above: Trail | undefined): void {
    if (depth > this.#limits.maxDepth) return this.#refuse('too_deep', above);
    if (Array.isArray(container)) this.#enterList(container as readonly Json[], depth, above);
    else this.#enterObject(container as JsonObject, depth, above);
  }

  #enterList(list: readonly Json[], depth: number, above: Trail | undefined): void {
    for (let index = 0; index < list.length && this.rejection === undefined; index += 1) {
      this.#visit(String(index), list[index], depth, above);
    }
  }

  #enterObject(object: JsonObject, depth: number, above: Trail | undefined): void {
    for (const key in object) {
      const value = object[key];
      const place = knownPlace(key);
      if (place !== undefined && place !== 'plain' && place !== 'location') this.#known(place, value, above);
      if (this.rejection !== undefined) return;
      // Most values are texts, and of a text there is nothing to see but that it is one more.
      if (typeof value === 'string' && this.#keyCount < this.#limits.maxKeyCount) this.#keyCount += 1;
      else this.#visit(key, value, depth, above);
    }
  }

  #known(place: KnownPlace, value: Json | undefined, above: Trail | undefined): void {
    if (place === 'unsafe') return this.#refuse('unsafe_key', above);
    if (typeof value === 'string' ? value !== '' && !isIdentifierHash(value) : typeof value !== 'boolean') {
      this.hasIdentifier = true;
    }
  }

  #visit(key: string, value: Json | undefined, depth: number, above: Trail | undefined): void {
    this.#keyCount += 1;
    if (this.#keyCount > this.#limits.maxKeyCount) return this.#refuse('too_many_keys', undefined);
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) this.#refuse('bad_number', { key, above });
    } else if (typeof value === 'object' && value !== null) {
      this.enter(value, depth + 1, { key, above });
    }
  }

  #refuse(reason: RejectionReason, trail: Trail | undefined): void {
    this.rejection ??= reject(reason, pathOf(trail));
  }
}

/** `properties.products[2].price`; keys come from outside, so only plain ones are shown. */
function pathOf(trail: Trail | undefined): string {
  const parts: string[] = [];
  for (let at = trail; at !== undefined; at = at.above) parts.unshift(at.key);
  return parts
    .slice(0, 6)
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : /^[a-z_]{1,32}$/i.test(key) ? `.${key}` : '.…'))
    .join('')
    .replace(/^\./, '');
}
