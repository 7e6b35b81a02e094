import type { Message } from '#core/events/message.ts';
import type { JsonObject } from '#core/kernel/json.ts';
import type { Moment } from './moment.ts';

/** Where the messages of a file come from; part of each message. */
export interface ImportOrigin {
  /** First twelve hexadecimal digits of the SHA-256 of the file's content, uncompressed. */
  readonly fileId: string;
  /** IANA zone that the user named for the file, if any: the customers' own, as far as anybody knows. */
  readonly zone: string | undefined;
}

/** The id of an imported message: a function of the file's content and line, so that importing twice changes nothing. */
export function importMessageId(fileId: string, line: number): string {
  return `import:${fileId}:${line}`;
}

/** What every imported message has in common. */
export function importedMessage(
  origin: ImportOrigin,
  row: { readonly line: number; readonly customerId: string; readonly moment: Moment },
  content: Pick<Message, 'type' | 'event' | 'properties' | 'traits'>,
): Message {
  return {
    ...content,
    messageId: importMessageId(origin.fileId, row.line),
    userId: row.customerId,
    timestamp: new Date(row.moment.atMs).toISOString(),
    context: {
      source: 'import',
      ...(origin.zone === undefined ? {} : { timezone: origin.zone }),
      import: {
        file: origin.fileId,
        row: row.line,
        // Says that the hour is unknown: noon stands for the day.
        ...(row.moment.isDayOnly ? { day_only: true } : {}),
      },
    },
  };
}

/** The properties that are there. */
export function present(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
