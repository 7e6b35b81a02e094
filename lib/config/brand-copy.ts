import { readFileSync } from 'node:fs';
import { type Brand, brand } from '#contracts/brand.ts';
import { InputError } from '#core/kernel/errors.ts';

/**
 * How the brand of a file wants copy written, so that a build already refuses what would fail in silence: a guardrail
 * that does not read the brand's languages. Without a file: the defaults.
 * @throws InputError that names the field and what is wrong with it.
 */
export function brandCopy(path: string | undefined): Brand['copy'] {
  const defaults = { name: '-', sender: { name: '-', contact: '-' }, voice: { ko: '-', en: '-' } };
  const optOut = { push: '-', email: '-', sms: '-' };
  const raw: unknown = path === undefined ? { ...defaults, optOut } : JSON.parse(readFileSync(path, 'utf8'));
  const parsed = brand.safeParse(raw);
  if (parsed.success) return parsed.data.copy;
  const [issue] = parsed.error.issues;
  const where = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  throw new InputError(`the brand cannot be built: ${where}`, {
    details: { ko: `이 브랜드로는 빌드할 수 없습니다: ${where}` },
  });
}
