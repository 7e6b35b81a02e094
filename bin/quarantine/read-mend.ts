import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { jsonPatch } from '#contracts/json-patch.ts';
import type { PatchOperation } from '#core/kernel/json-patch.ts';
import { refuse } from '../said.ts';

/** The patch in a file. @throws InputError if it cannot be read or is none, saying where. */
export async function readMend(cwd: string, path: string): Promise<readonly PatchOperation[]> {
  const text = await readFile(resolve(cwd, path), 'utf8').catch((): never => {
    throw refuse({ en: `cannot read ${path}`, ko: `${path} 파일을 읽을 수 없습니다` });
  });
  const read = jsonPatch.safeParse(parsed(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')})`;
  throw refuse({
    en: `${path} is no JSON Patch (RFC 6902)${where}, e.g. [{"op":"replace","path":"/properties/total","value":12900}]`,
    ko: `${path} 파일이 JSON Patch(RFC 6902)가 아닙니다${where}. 예: [{"op":"replace","path":"/properties/total","value":12900}]`,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
