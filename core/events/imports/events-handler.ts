import type { Message, MessageType } from '#core/events/message.ts';
import { type Delivery, type FileHandler } from './file-handler.ts';
import { importMessageId } from './import-message.ts';
import { createSingleRowHandler } from './row-handler.ts';
import type { RowProblem, RowProblemCode } from './row-problem.ts';

const TYPES: ReadonlySet<string> = new Set<MessageType>([
  'track',
  'identify',
  'page',
  'screen',
  'alias',
  'group',
]);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** What is wrong with a message, as far as putting it on the stream goes. */
function problemOf(value: unknown): RowProblemCode | undefined {
  if (value === undefined) return 'not_json';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not_a_message';
  const { type, userId, anonymousId } = value as Partial<Message>;
  if (!TYPES.has(String(type))) return 'not_a_message';
  return isText(userId) || isText(anonymousId) ? undefined : 'no_customer';
}

/**
 * Reads events, one JSON message a row, as an app would have sent them. Only what is needed to put them on the stream
 * is checked here; the stream's own validation judges the rest, and its quarantine keeps what fails.
 */
export function createEventsHandler(fileId: string): FileHandler {
  return createSingleRowHandler((row): Delivery | RowProblem => {
    const text = row.cells[0] ?? '';
    const value = parse(text);
    const code = text.includes('\uFFFD') ? 'bad_characters' : problemOf(value);
    if (code !== undefined) return { line: row.line, column: '', code };
    const message = value as Message;
    const messageId = isText(message.messageId) ? message.messageId : importMessageId(fileId, row.line);
    return { to: 'stream', message: { ...message, messageId } };
  });
}
