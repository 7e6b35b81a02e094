import type { Published } from '#app/models/train-run.ts';
import { publishedOf } from '../models/describe-training.ts';
import type { Out } from '../out.ts';
import { runMachine } from './run-machine.ts';

/** A training run: what it published, or why it could not. */
export type Training = Published | { readonly failure: string };

/** Trains the models on everybody as they are now. */
export async function train(
  endpoint: string,
  { out, signal }: { readonly out: Out; readonly signal: AbortSignal },
): Promise<Training> {
  out.note(out.say({ en: 'training the models', ko: '모델 학습' }));
  const ended = await runMachine(endpoint, 'TrainStateMachineArn', { out, signal });
  if ('failure' in ended) return ended;
  return publishedOf(ended.output) ?? { failure: 'nothing was published' };
}
