import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AwsError } from '../gateway/aws-error.ts';

interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
  readonly createdAtMs: number;
}

/** What a template says of a generated secret; the names are CloudFormation's. */
export interface SecretRecipe {
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly IncludeSpace?: boolean;
  readonly RequireEachIncludedType?: boolean;
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
}

const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Secrets in one file; a value, once made, stays the same across restarts. */
export class SecretStore {
  readonly #path: string;
  #secrets: Secret[];

  constructor(path: string) {
    this.#path = path;
    this.#secrets = readKept(path);
  }

  /** Makes the secret unless an earlier start has. */
  ensure(name: string, arn: string, from: { value?: string; recipe?: SecretRecipe; nowMs: number }): void {
    if (this.#secrets.some((secret) => secret.arn === arn)) return;
    const value = from.value ?? generate(from.recipe ?? {});
    this.put({ name, arn, value, createdAtMs: from.nowMs });
  }

  put(secret: Secret): void {
    this.#secrets = [...this.#secrets.filter(({ arn }) => arn !== secret.arn), secret];
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#secrets, null, 2), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }

  all(): readonly Secret[] {
    return this.#secrets;
  }

  find(idOrArn: string): Secret {
    const found = this.#secrets.find(({ name, arn }) => name === idOrArn || arn === idOrArn);
    if (found === undefined)
      throw new AwsError('ResourceNotFoundException', `Secrets Manager can't find the secret ${idOrArn}`);
    return found;
  }

  /** The text of `<arn or name>:SecretString:<json key>::`, as a dynamic reference writes it. */
  resolve(reference: string): string {
    const [id = '', path = ''] = reference.split(':SecretString');
    const { value } = this.find(id);
    const key = path.split(':')[1] ?? '';
    return key === '' ? value : String((JSON.parse(value) as Record<string, unknown>)[key]);
  }
}

/** The operations of Secrets Manager that read, and the one that rotates by hand. */
export function createSecretsApi(
  store: SecretStore,
  nowMs: () => number,
): Record<string, (input: never) => unknown> {
  return {
    GetSecretValue({ SecretId }: { SecretId: string }) {
      const { name, arn, value, createdAtMs } = store.find(SecretId);
      return {
        ARN: arn,
        Name: name,
        SecretString: value,
        VersionId: 'local',
        VersionStages: ['AWSCURRENT'],
        CreatedDate: createdAtMs / 1000,
      };
    },
    DescribeSecret({ SecretId }: { SecretId: string }) {
      const { name, arn, createdAtMs } = store.find(SecretId);
      return { ARN: arn, Name: name, CreatedDate: createdAtMs / 1000 };
    },
    PutSecretValue({ SecretId, SecretString }: { SecretId: string; SecretString: string }) {
      const { name, arn } = store.find(SecretId);
      store.put({ name, arn, value: SecretString, createdAtMs: nowMs() });
      return { ARN: arn, Name: name, VersionId: 'local', VersionStages: ['AWSCURRENT'] };
    },
  };
}

function generate(recipe: SecretRecipe): string {
  const password = randomText(recipe);
  if (recipe.SecretStringTemplate === undefined) return password;
  const template = JSON.parse(recipe.SecretStringTemplate) as Record<string, unknown>;
  return JSON.stringify({ ...template, [recipe.GenerateStringKey ?? 'password']: password });
}

function randomText(recipe: SecretRecipe): string {
  const kinds: [boolean | undefined, string][] = [
    [recipe.ExcludeLowercase, 'abcdefghijklmnopqrstuvwxyz'],
    [recipe.ExcludeUppercase, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
    [recipe.ExcludeNumbers, '0123456789'],
    [recipe.ExcludePunctuation, PUNCTUATION],
    [recipe.IncludeSpace !== true, ' '],
  ];
  const allowed = kinds
    .filter(([isLeftOut]) => isLeftOut !== true)
    .map(([, letters]) => [...letters].filter((letter) => !(recipe.ExcludeCharacters ?? '').includes(letter)))
    .filter((letters) => letters.length > 0);
  const lengthCount = Number(recipe.PasswordLength ?? 32);
  const any = allowed.flat();
  const pick = (letters: readonly string[]): string => letters[randomInt(letters.length)] ?? '';
  const required = recipe.RequireEachIncludedType === false ? [] : allowed.map(pick);
  const letters = [...required, ...Array.from({ length: lengthCount }, () => pick(any))].slice(
    0,
    lengthCount,
  );
  // Required letters must not always stand in front.
  return letters
    .map((letter) => ({ letter, order: randomInt(2 ** 32) }))
    .sort((a, b) => a.order - b.order)
    .map(({ letter }) => letter)
    .join('');
}

function readKept(path: string): Secret[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Secret[];
  } catch {
    return [];
  }
}
