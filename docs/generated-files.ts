import { eventReference, schemaFiles } from './event-reference.ts';
import { settingsSchemas } from './settings-schemas.ts';

/** Every generated file, by its path under `docs/`. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['reference/events.md', eventReference()],
    ...[...schemaFiles(), ...settingsSchemas()].map(([name, text]): [string, string] => [
      `reference/schemas/${name}`,
      text,
    ]),
  ]);
}
