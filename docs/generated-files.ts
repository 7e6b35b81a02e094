import * as z from 'zod';
import { campaignFile } from '#contracts/campaign.ts';
import { eventReference, schemaFiles } from './event-reference.ts';
import { settingsSchemas } from './settings-schemas.ts';

/** Every generated file, by its path under `docs/`. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['reference/events.md', eventReference()],
    [
      'reference/schemas/campaign.json',
      `${JSON.stringify(z.toJSONSchema(campaignFile, { io: 'input' }), null, 2)}\n`,
    ],
    ...[...schemaFiles(), ...settingsSchemas()].map(([name, text]): [string, string] => [
      `reference/schemas/${name}`,
      text,
    ]),
  ]);
}
