import { displayWidth, TERMINAL_COLUMNS, wrappedLines } from '#core/kernel/text-width.ts';
import { type Language, type Said } from './said.ts';

/** Where text goes: a process's stream, or a test's array. */
export interface Sink {
  write(text: string): void;
  /** Can lines be overwritten? */
  readonly isTerminal: boolean;
}

/** A bar that says how far something is. */
interface Progress {
  /** @param share in [0, 1]. */
  update(share: number, detail?: string): void;
  done(): void;
}

/** What a command says. Results go to standard output; notes, progress and errors to standard error. */
export interface Out {
  readonly language: Language;
  readonly isJson: boolean;
  /** The sentence in the user's language. */
  say(said: Said): string;
  /** The result: one JSON document under `--json`, else what `human` prints. */
  result(value: unknown, human: () => void): void;
  /** A line of the result for people. */
  line(text?: string): void;
  /** Columns of text; numbers are set to the right. */
  table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): void;
  /** A line that is no result. */
  note(text: string): void;
  fail(text: string): void;
  progress(label: string): Progress;
}

function pad(text: string, width: number, isRight: boolean): string {
  const blank = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return isRight ? blank + text : text + blank;
}

/** Between columns. */
const GAP = '  ';
/** A last column that has less room than this is not broken. */
const NARROWEST = 30;

/** The lines of a table, columns two spaces apart; the last column is broken where it would leave the terminal. */
export function tableLines(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell)),
  );
  const isNumber = header.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  );
  const widthOf = (lines: readonly (readonly string[])[], column: number): number =>
    Math.max(displayWidth(header[column] ?? ''), ...lines.map((row) => displayWidth(row[column] ?? '')));
  const last = header.length - 1;
  const others = header
    .slice(0, last)
    .reduce((sum, _, column) => sum + widthOf(cells, column) + GAP.length, 0);
  const lines = cells.flatMap((row) => brokenRow(row, last, Math.max(NARROWEST, TERMINAL_COLUMNS - others)));
  const widths = header.map((_, column) => widthOf(lines, column));
  const line = (row: readonly string[]): string =>
    header
      .map((_, column) => pad(row[column] ?? '', widths[column] ?? 0, isNumber[column] === true))
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  return header.every((title) => title === '') ? lines.map(line) : [line(header), rule, ...lines.map(line)];
}

/** A row, and below it what its last cell has no room for. */
function brokenRow(row: readonly string[], last: number, columns: number): readonly (readonly string[])[] {
  const [first = '', ...more] = wrappedLines(row[last] ?? '', columns);
  return [[...row.slice(0, last), first], ...more.map((text) => [...row.slice(0, last).map(() => ''), text])];
}

/** A bar shows only what takes longer than this. */
const SILENT_MS = 2000;
const REDRAW_MS = 100;
const BAR_WIDTH = 24;

function createProgress(label: string, sink: Sink, nowMs: () => number, isWanted: boolean): Progress {
  const startedMs = nowMs();
  let drawnMs = 0;
  let isDrawn = false;
  return {
    update(share, detail = '') {
      const now = nowMs();
      if (!isWanted || now - startedMs < SILENT_MS || now - drawnMs < REDRAW_MS) return;
      drawnMs = now;
      isDrawn = true;
      const filled = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH);
      const bar = '#'.repeat(filled) + '.'.repeat(BAR_WIDTH - filled);
      const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
      sink.write(
        `${sink.isTerminal ? '\r\u001b[2K' : ''}${label} [${bar}] ${percent} ${detail}${sink.isTerminal ? '' : '\n'}`,
      );
    },
    done() {
      if (isDrawn && sink.isTerminal) sink.write('\r\u001b[2K');
    },
  };
}

/** Makes what a command says: `isProgressWanted` shows bars also where no terminal is. */
export function createOut(settings: {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly language: Language;
  readonly isJson: boolean;
  readonly isProgressWanted: boolean;
  readonly nowMs: () => number;
}): Out {
  const { stdout, stderr, language, isJson } = settings;
  return {
    language,
    isJson,
    say: (said) => said[language],
    result(value, human) {
      if (isJson) stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
      else human();
    },
    line: (text = '') => stdout.write(`${text}\n`),
    table(header, rows) {
      for (const line of tableLines(header, rows)) stdout.write(`${line}\n`);
    },
    note: (text) => stderr.write(`${text}\n`),
    fail: (text) => stderr.write(`${text}\n`),
    progress: (label) =>
      createProgress(label, stderr, settings.nowMs, stderr.isTerminal || settings.isProgressWanted),
  };
}
