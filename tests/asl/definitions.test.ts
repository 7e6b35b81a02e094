import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import aslValidator from 'asl-validator';
import * as errors from '#core/kernel/errors.ts';

const folder = new URL('../../state-machines/', import.meta.url);
const machines = readdirSync(folder).map(
  (name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const,
);

/** Names after `ErrorEquals` of a `Retry`, wherever they stand. */
function retriedNames(value: unknown, isRetry = false): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => retriedNames(each, isRetry));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'ErrorEquals' && isRetry ? (inner as string[]) : retriedNames(inner, isRetry || key === 'Retry'),
  );
}

const known = Object.values(errors).flatMap((kind) => {
  try {
    return [new (kind as new (message: string) => errors.AppError)('')];
  } catch {
    return [];
  }
});

describe.each(machines)('the state machine %s', (_, text) => {
  it('is a valid definition', () => {
    // Names that CDK puts in stand as text in the file.
    const definition: unknown = JSON.parse(
      text.replaceAll(/\$\{(\w+)Arn\}/g, 'arn:aws:lambda:x:1:function:$1'),
    );
    const { isValid, errors: found } = aslValidator(definition);
    expect([isValid, found]).toEqual([true, []]);
  });

  it('repeats only errors of ours that exist and that a repeat may mend', () => {
    const ours = [...new Set(retriedNames(JSON.parse(text)))].filter(
      // What has a dot is a service's.
      (name) => !name.includes('.'),
    );
    expect(ours).toContain('UnavailableError');
    for (const name of ours)
      expect([name, known.find((error) => error.name === name)?.retryable]).toEqual([name, true]);
  });
});
