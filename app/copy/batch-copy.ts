import { type AnswerCachePorts, keepAnswer, keptAnswer } from '#app/copy/answer-cache.ts';
import type { OrderedRow } from '#app/copy/list-rows.ts';
import type { Meter } from '#app/copy/meter-language-model.ts';
import { copyTags } from '#app/copy/run-copy.ts';
import type { BatchInference, StartedJob } from '#app/ports/batch-inference.ts';
import type { LanguageModelRequest } from '#app/ports/language-model.ts';
import { assertNoContacts } from '#core/copy/brief/assert-no-contacts.ts';
import { type BrandVoice, cacheText, copyPrompt } from '#core/copy/brief/copy-prompt.ts';

/** What asking in batch needs. */
export interface BatchCopyPorts extends AnswerCachePorts {
  readonly batch: BatchInference;
  readonly modelId: string;
  readonly voice: BrandVoice;
  readonly sha256: (text: string) => string;
  readonly meter: Meter;
  /** Fewer questions than this are asked one by one. */
  readonly fewest: number;
}

/** Asks the first question of many rows in one job; what it answers is found by the rows as if they had asked before. */
export interface BatchCopy {
  /**
   * @param run its name: the same again is the same job.
   * @returns undefined where too few rows have a question that nobody answered yet.
   */
  start(run: string, rows: readonly OrderedRow[]): Promise<StartedJob | undefined>;
  /** Once the job has ended, keeps its good answers; rows without one ask by themselves. */
  collect(job: StartedJob, rows: readonly OrderedRow[]): Promise<{ hasEnded: boolean; keptCount: number }>;
}

/** Opens it. Nothing depends on a job: one that is refused, late or incomplete costs only the difference in price. */
export function createBatchCopy(ports: BatchCopyPorts): BatchCopy {
  const { batch, modelId, voice, sha256, meter } = ports;
  const questionsOf = (rows: readonly OrderedRow[], run: string): Map<string, LanguageModelRequest> =>
    new Map(
      rows.map(({ row, brief }) => {
        const prompt = copyPrompt(brief, voice);
        assertNoContacts(prompt);
        const tags = { ...copyTags(row), campaign: 'none', run };
        return [sha256(cacheText(prompt, modelId)), { ...prompt, model: modelId, tags }];
      }),
    );
  return {
    async start(run, rows) {
      const questions: { id: string; request: LanguageModelRequest }[] = [];
      for (const [id, request] of questionsOf(rows, run))
        if ((await keptAnswer(id, ports)) === undefined) questions.push({ id, request });
      if (questions.length < ports.fewest) return undefined;
      return { name: run, model: modelId, job: await batch.start(run, questions) };
    },
    async collect(job, rows) {
      if (!(await batch.hasEnded(job.job))) return { hasEnded: false, keptCount: 0 };
      const questions = questionsOf(rows, job.name);
      let keptCount = 0;
      for await (const { id, answer } of batch.answers(job)) {
        const request = questions.get(id);
        if (request === undefined) continue;
        await meter(request, { ...answer, batchId: `${sha256(job.job).slice(0, 12)}-${id}` });
        if ((await keepAnswer(id, answer, { ...ports, tags: request.tags })) !== undefined) keptCount += 1;
      }
      return { hasEnded: true, keptCount };
    },
  };
}
