import { describe, expect, it } from '@jest/globals';
import { ConflictError, DomainError, InputError, UnavailableError } from '#core/kernel/errors.ts';

describe('AppError', () => {
  it('says by its kind whether the same call may succeed later', () => {
    const kinds = [DomainError, InputError, ConflictError, UnavailableError];
    const retryable = kinds.filter((Kind) => new Kind('x').retryable).map((Kind) => new Kind('x').name);
    expect(retryable).toEqual(['ConflictError', 'UnavailableError']);
  });
});
