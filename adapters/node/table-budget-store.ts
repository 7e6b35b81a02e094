import type { BudgetState, BudgetStore } from '#app/ports/budget-store.ts';
import { allOf, attributeAtMost, versionIs } from '#app/ports/condition.ts';
import type { Table } from '#app/ports/table.ts';
import { ConflictError, UnavailableError } from '#core/kernel/errors.ts';

/** Grants that may be open at once: each is some 60 bytes of the item that every draw writes. */
const OPEN_GRANTS = 400;
const ATTEMPTS = 64;
/** Draws remembered by one process. */
const REMEMBERED = 1000;

interface StoredGrant {
  readonly micros: number;
  /** The latest draw that counted. */
  readonly sequence: number;
}

interface StoredBudget {
  readonly limitMicros: number;
  readonly spentMicros: number;
  readonly grants: Readonly<Record<string, StoredGrant>>;
  readonly version: number;
}

/** Budgets as one item each: `spentMicros + g ≤ limitMicros` is the condition of every draw. */
export function createTableBudgetStore(table: Table): BudgetStore {
  const load = async (budgetId: string): Promise<StoredBudget | undefined> => {
    const [item] = await table.get([{ budgetId }]);
    if (item === undefined) return undefined;
    return {
      limitMicros: item['limitMicros'] as number,
      spentMicros: item['spentMicros'] as number,
      grants: JSON.parse(item['grants'] as string) as StoredBudget['grants'],
      version: item['version'] as number,
    };
  };

  const save = (
    budgetId: string,
    { version, grants, ...next }: StoredBudget,
    freeMicros = 0,
  ): Promise<void> => {
    const item = { budgetId, ...next, grants: JSON.stringify(grants), version: version + 1 };
    const isUnread = versionIs(version);
    const hasRoom = attributeAtMost('spentMicros', next.limitMicros - freeMicros);
    return table.put(item, freeMicros === 0 ? isUnread : allOf(isUnread, hasRoom));
  };

  /** As the last draw of a run left them: giving back soon after mostly finds them so, and writes without a read. */
  const drawn = new Map<string, StoredBudget>();
  const remember = (budgetId: string, runId: string, written: StoredBudget): void => {
    if (drawn.size >= REMEMBERED) drawn.clear();
    drawn.set(`${budgetId} ${runId}`, { ...written, version: written.version + 1 });
  };
  const recall = (budgetId: string, runId: string): StoredBudget | undefined => {
    const key = `${budgetId} ${runId}`;
    const known = drawn.get(key);
    drawn.delete(key);
    return known;
  };

  /** Changes the budget as it is now; a lost conditional write is looked at afresh. */
  const change = async <Result>(
    budgetId: string,
    attempt: (stored: StoredBudget | undefined) => Promise<Result>,
    known?: StoredBudget,
  ): Promise<Result> => {
    for (let count = 0; ; count += 1) {
      try {
        return await attempt((count === 0 ? known : undefined) ?? (await load(budgetId)));
      } catch (error) {
        if (!(error instanceof ConflictError) || count === ATTEMPTS) throw error;
      }
    }
  };

  return {
    async load(budgetId) {
      const stored = await load(budgetId);
      return stored && stateOf(stored);
    },
    setLimit: (budgetId, limitMicros) =>
      change(budgetId, (stored) =>
        save(budgetId, { spentMicros: 0, grants: {}, version: 0, ...stored, limitMicros }),
      ),
    draw: (budgetId, { runId, sequence, micros }) =>
      change(budgetId, async (stored) => {
        if (stored === undefined) return false;
        const grant = stored.grants[runId] ?? { micros: 0, sequence: 0 };
        if (grant.sequence >= sequence) return true;
        if (stored.spentMicros + micros > stored.limitMicros) return false;
        const grants = { ...stored.grants, [runId]: { micros: grant.micros + micros, sequence } };
        if (Object.keys(grants).length > OPEN_GRANTS) throw new UnavailableError('too many grants are open');
        const next = { ...stored, spentMicros: stored.spentMicros + micros, grants };
        await save(budgetId, next, micros);
        remember(budgetId, runId, next);
        return true;
      }),
    settle: (budgetId, runId, usedMicros) => {
      const give = async (stored: StoredBudget | undefined): Promise<void> => {
        const grant = stored?.grants[runId];
        if (stored === undefined || grant === undefined) return;
        const grants = Object.fromEntries(Object.entries(stored.grants).filter(([run]) => run !== runId));
        const unusedMicros = Math.max(0, grant.micros - usedMicros);
        await save(budgetId, { ...stored, spentMicros: stored.spentMicros - unusedMicros, grants });
      };
      return change(budgetId, give, recall(budgetId, runId));
    },
  };
}

function stateOf({ limitMicros, spentMicros, grants }: StoredBudget): BudgetState {
  const openGrants = Object.fromEntries(Object.entries(grants).map(([runId, { micros }]) => [runId, micros]));
  return { limitMicros, spentMicros, openGrants };
}
