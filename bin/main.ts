import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError, InputError } from '#core/kernel/errors.ts';
import type { Command, CommandContext, ExitStatus } from './command.ts';
import { commands } from './commands.ts';
import { commandHelp, overview } from './help.ts';
import { nearest } from './nearest.ts';
import { createOut, type Out, type Sink } from './out.ts';
import { homeFolder } from './run-state.ts';
import { errorText, type Language, languageOf, refuse } from './said.ts';

/** A process as the command line sees it. */
export interface Process extends Omit<CommandContext, 'out' | 'language'> {
  readonly stdout: Sink;
  readonly stderr: Sink;
}

/** The value of an option, before the verb's own options are known. */
function peek(argv: readonly string[], name: string): string | undefined {
  const at = argv.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const word = argv[at];
  return word?.includes('=') === true ? word.slice(name.length + 3) : word && argv[at + 1];
}

function findCommand(name: string, available: readonly Command[]): Command {
  const command = available.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const close = nearest(
    name,
    available.map((candidate) => candidate.name),
  );
  throw refuse({
    en: `there is no verb "${name}"${close === undefined ? '' : `; did you mean "${close}"?`}\nRun "kairos --help" for all of them.`,
    ko: `"${name}" 명령은 없습니다${close === undefined ? '' : `. 혹시 "${close}" 입니까?`}\n전체 목록은 "kairos --help" 로 보십시오.`,
  });
}

/** Runs what the words say and gives the exit status: 0 done, 1 our fault, 2 the caller's. */
export async function main(argv: readonly string[], process: Process): Promise<ExitStatus> {
  let language: Language = languageOf(undefined, process.env);
  try {
    language = languageOf(peek(argv, 'language'), process.env);
    return await dispatch(argv, process, language);
  } catch (error) {
    return report(error, process, language);
  }
}

async function dispatch(argv: readonly string[], process: Process, language: Language): Promise<ExitStatus> {
  const out = createOut({
    stdout: process.stdout,
    stderr: process.stderr,
    language,
    isJson: argv.includes('--json'),
    isProgressWanted: process.env['KAIROS_PROGRESS'] === '1',
    nowMs: () => process.clock.nowMs(),
  });
  const available = commands.filter(({ needs }) =>
    needs.every((need) => process.services[need] !== undefined),
  );
  const [verb, ...rest] = withoutLanguage(argv);
  const wantsHelp = rest.includes('--help') || rest.includes('-h');
  if (verb === undefined || verb === '--help' || verb === '-h')
    return help(out, overview(available, language));
  if (verb === 'help')
    return help(
      out,
      rest[0] === undefined
        ? overview(available, language)
        : commandHelp(findCommand(rest[0], available), language),
    );
  if (verb.startsWith('-')) throw refuse(UNKNOWN_OPTION(verb));
  const command = findCommand(verb, available);
  if (wantsHelp) return help(out, commandHelp(command, language));
  const { env, cwd, clock, stdin, services, signal } = process;
  // What schemas say of a file, too.
  z.config(z.locales[language]());
  return command.run(rest, { out, language, env, cwd, clock, stdin, services, signal });
}

const UNKNOWN_OPTION = (option: string): { en: string; ko: string } => ({
  en: `${option} stands before the verb and is not known; run "kairos --help"`,
  ko: `${option} 은(는) 명령 앞에 올 수 없습니다. "kairos --help" 를 보십시오`,
});

/** `--language` may also stand before the verb. */
function withoutLanguage(argv: readonly string[]): readonly string[] {
  const first = argv[0] ?? '';
  if (first === '--language') return argv.slice(2);
  return first.startsWith('--language=') ? argv.slice(1) : argv;
}

function help(out: Out, text: string): ExitStatus {
  out.line(text);
  return 0;
}

function report(error: unknown, process: Process, language: Language): ExitStatus {
  if (error instanceof InputError) {
    process.stderr.write(`kairos: ${errorText(error, language)}\n`);
    return 2;
  }
  const reference = randomUUID().slice(0, 8);
  const log = writeLog(error, reference, process);
  const what =
    error instanceof AppError ? errorText(error, language) : String((error as Error | undefined)?.message);
  const where = log === undefined ? '' : ` ${log}`;
  process.stderr.write(
    language === 'ko'
      ? `kairos: 예기치 않은 오류입니다: ${what}\n참조 ${reference}, 자세한 기록:${where}\n`
      : `kairos: something unexpected went wrong: ${what}\nReference ${reference}; details are in${where}\n`,
  );
  return 1;
}

/** Keeps the stack for whoever is asked for help; the path of the log, or nothing if it cannot be written. */
function writeLog(error: unknown, reference: string, process: Process): string | undefined {
  const path = join(homeFolder(process.env), 'errors.log');
  const at = new Date(process.clock.nowMs()).toISOString();
  try {
    mkdirSync(homeFolder(process.env), { recursive: true });
    appendFileSync(path, `${at} ${reference} ${describe(error)}\n`, { mode: 0o600 });
    return path;
  } catch {
    return undefined;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\n  caused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
