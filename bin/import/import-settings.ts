import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Arguments } from '../arguments.ts';
import type { CommandContext, ExitStatus } from '../command.ts';
import { connect } from '../connection.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

/** Files of settings, which are JSON and go to no stream. */
const KINDS = ['brand', 'facts', 'offers'] as const;

/** The kind of settings that a word names; undefined for a kind of rows. */
export function settingsKind(word: string | undefined): (typeof KINDS)[number] | undefined {
  return KINDS.find((kind) => kind === word);
}

/** Stores a brand, fact sheets or offers, whole or not at all. */
export async function importSettingsFile(
  kind: (typeof KINDS)[number],
  file: string,
  args: Arguments,
  context: CommandContext,
): Promise<ExitStatus> {
  const { out, cwd, env } = context;
  const text = await readFile(resolve(cwd, file), 'utf8').catch(() => {
    throw refuse({ en: `${basename(file)} cannot be read`, ko: `${basename(file)} 을(를) 읽을 수 없습니다` });
  });
  const stored = await service(context, 'importSettings')(await connect(args, env), kind, text);
  out.result({ kind, stored }, () => {
    out.line(out.say({ en: `Stored: ${stored.join(', ')}`, ko: `저장했습니다: ${stored.join(', ')}` }));
  });
  return 0;
}
