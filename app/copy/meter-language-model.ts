import type { Clock } from '#app/ports/clock.ts';
import type { CostJournal } from '#app/ports/cost-journal.ts';
import type { LanguageModel, LanguageModelAnswer, LanguageModelRequest } from '#app/ports/language-model.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import type { UsageTags } from '#core/cost/meter/usage.ts';
import type { Units, UsageTally } from '#core/cost/meter/usage-tally.ts';
import { UnavailableError } from '#core/kernel/errors.ts';

/** Where the tokens of a call are counted. It never fails: an answer that was paid for must not be lost over its bill. */
export type Meter = (request: LanguageModelRequest, answer: LanguageModelAnswer) => Promise<void>;

/** The same model, with every answer's tokens metered under the call's tags, refusals and cut-off answers included. */
export function meterLanguageModel(model: LanguageModel, meter: Meter): LanguageModel {
  return {
    async converse(request) {
      const answer = await model.converse(request);
      await meter(request, answer);
      return answer;
    },
  };
}

/** `claude-haiku-4-5` of `global.anthropic.claude-haiku-4-5-20251001-v1:0`: what the price book calls a model. */
export function pricedName(modelId: string): string {
  const [name = modelId] = modelId.split('/').slice(-1);
  return name.replace(/^(?:[a-z-]+\.)*/, '').replace(/(?:-\d{8})?(?:-v\d+(?::\d+)?)?$/, '');
}

/** Tags that the ledger knows; a campaign called `none` is a cost that all share. */
function tagsOf({ campaign, persona, stage, purpose }: LanguageModelRequest['tags']): UsageTags {
  return {
    ...(campaign !== undefined && campaign !== 'none' && { campaign }),
    ...(persona !== undefined && { persona }),
    ...(stage !== undefined && { stage }),
    ...(purpose !== undefined && { purpose }),
  };
}

/** Tokens of one call. A local run counts what a stage would pay: the tokens of the model that was asked for. */
function unitsOf({ model }: LanguageModelRequest, { usage, batchId }: LanguageModelAnswer): readonly Units[] {
  const { inTokens, cachedInTokens, cacheWriteTokens = 0, outTokens } = usage;
  const quantities =
    batchId === undefined
      ? {
          'input-token': inTokens - cachedInTokens - cacheWriteTokens,
          'cached-input-token': cachedInTokens,
          'cache-write-token': cacheWriteTokens,
          'output-token': outTokens,
        }
      : { 'batch-input-token': inTokens, 'batch-output-token': outTokens };
  return Object.entries(quantities)
    .filter(([, quantity]) => quantity > 0)
    .map(([kind, quantity]) => ({
      service: 'AmazonBedrock',
      unit: `${kind}/${pricedName(model)}`,
      quantity,
    }));
}

/** Meters into a run's tally. */
export function createTallyMeter(tally: Pick<UsageTally, 'count'>): Meter {
  return async (request, answer) => {
    for (const units of unitsOf(request, answer)) tally.count(units, tagsOf(request.tags));
  };
}

/** Meters into the cost journal, one batch a call; an answer of a job again and again is the same entry. */
export function createJournalMeter(ports: {
  readonly journal: Pick<CostJournal, 'append'>;
  readonly clock: Clock;
  readonly region: string;
  /** A new id for each call: the same question asked twice is paid for twice. */
  readonly newId: () => string;
  /** Told of what the journal did not take. */
  readonly onUnmetered: (entries: readonly CostEntry[]) => void;
}): Meter {
  return async (request, answer) => {
    const id = `bedrock-${answer.batchId ?? ports.newId()}`;
    const atMs = ports.clock.nowMs();
    const entries = unitsOf(request, answer).map((units) => ({
      type: 'usage' as const,
      ...{ id: `${id} ${units.unit}`, atMs, region: ports.region, tags: tagsOf(request.tags), ...units },
    }));
    if (entries.length === 0) return;
    try {
      await ports.journal.append(id, entries);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      ports.onUnmetered(entries);
    }
  };
}
