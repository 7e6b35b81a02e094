import type { Versioned } from '#app/ports/versioned.ts';
import { createSettleMerges, type MergePorts, untilDone } from '#app/profiles/settle-merges.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import {
  type Claim,
  type ClaimKey,
  type ClaimOutcome,
  isClaimOf,
  settleClaim,
} from '#core/profiles/claim.ts';
import type { Ledger } from '#core/profiles/ledger.ts';

/** Reads and writes claims in the ledgers that speak for their persons. */
export interface KeepClaims {
  /** The ledgers that speak for these persons, each settled: one batch read for all that are nobody's alias. */
  ledgersOf(personIds: readonly string[]): Promise<ReadonlyMap<string, Versioned<Ledger>>>;
  /** Writes over the ledger as it was read. @throws ConflictError if it was written meanwhile. */
  save(found: Versioned<Ledger>, next: Ledger): Promise<void>;
  /**
   * The claim, settled; what somebody else knew better stands. Undefined if there is no such claim.
   * @param seen the ledger as read a moment ago: the first attempt writes over it.
   */
  settle(key: ClaimKey, outcome: ClaimOutcome, seen?: Versioned<Ledger>): Promise<Claim | undefined>;
  /** Takes a claim of this run back, which surely was not sent; false if it is no longer only this run's. */
  release(key: ClaimKey, runId: string): Promise<boolean>;
  /** The claim as it stands. */
  find(key: ClaimKey): Promise<Claim | undefined>;
}

const ATTEMPTS = 4;

/** Keeps claims over these stores. */
export function createKeepClaims(ports: MergePorts): KeepClaims {
  const { ledgers } = ports;
  const moves = createSettleMerges(ports);

  const save = (found: Versioned<Ledger>, next: Ledger): Promise<void> =>
    ledgers.save(found.value.personId, found.version, next);

  /** Changes the claims of one ledger; what was lost or not answered is looked at afresh, which these changes bear. */
  const change = <Result>(
    personId: string,
    decide: (ledger: Ledger) => { readonly claims: readonly Claim[]; readonly result: Result },
    seen?: Versioned<Ledger>,
  ): Promise<Result> => {
    let read = seen;
    return repeatUnanswered(() =>
      untilDone(async () => {
        const found = read ?? (await moves.settledLedger(personId));
        read = undefined;
        const { claims, result } = decide(found.value);
        if (claims !== found.value.claims) await save(found, { ...found.value, claims });
        return { result };
      }).then(({ result }) => result),
    );
  };

  return {
    async ledgersOf(personIds) {
      const loaded = await ledgers.load(personIds);
      const found = new Map<string, Versioned<Ledger>>();
      for (const personId of personIds) {
        const own = loaded.get(personId);
        const isSettled = own !== undefined && own.value.members.includes(personId) && !own.value.step;
        found.set(personId, isSettled ? own : await moves.settledLedger(personId));
      }
      return found;
    },
    save,
    settle: (key, outcome, seen) =>
      change(
        key.personId,
        ({ claims }) => {
          const settled = settleClaim(claims, key, outcome);
          return { claims: settled, result: settled.find((claim) => isClaimOf(claim, key)) };
        },
        seen,
      ),
    release: (key, runId) =>
      change(key.personId, ({ claims }) => {
        const mine = claims.find((claim) => isClaimOf(claim, key));
        if (mine === undefined) return { claims, result: true };
        const isOurs = mine.state === 'claimed' && mine.runId === runId;
        return { claims: isOurs ? claims.filter((claim) => claim !== mine) : claims, result: isOurs };
      }),
    async find(key) {
      const { value } = await moves.settledLedger(key.personId);
      return value.claims.find((claim) => isClaimOf(claim, key));
    },
  };
}

async function repeatUnanswered<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof UnavailableError) || attempt === ATTEMPTS) throw error;
    }
  }
}
