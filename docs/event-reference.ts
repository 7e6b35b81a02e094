import * as z from 'zod';
import { MESSAGE_SCHEMAS } from '#contracts/events/message-schema.ts';
import { EVENT_CATALOGUE } from '#core/events/catalogue/event-catalogue.ts';
import type { EventDefinition, FieldDefinition } from '#core/events/catalogue/event-definition.ts';
import { LOCATION_EVENT_NAMES } from '#core/events/location-signal.ts';
import { ANSWER_EVENT_NAMES, isUrgent } from '#core/events/urgent-event.ts';

const SPECS: Readonly<Record<EventDefinition['spec'], string>> = {
  'e-commerce': 'Shopping (Segment’s e-commerce spec)',
  mobile: 'App (Segment’s mobile spec)',
  email: 'E-mail (Segment’s e-mail spec)',
  ours: 'Ours, for what those specs lack',
};

/** The reference page of all events, from the same list that the checks run on. */
export function eventReference(): string {
  const sections = Object.entries(SPECS).flatMap(([spec, title]) => [
    `## ${title}`,
    '',
    ...EVENT_CATALOGUE.filter((definition) => definition.spec === spec).flatMap(eventSection),
  ]);
  return [
    '# Events',
    '',
    'Made by `npm run docs:generate` from `core/events/catalogue`; do not edit. How to send them: [events](../events.md).',
    '',
    'Every message is one of the six calls of the Segment spec. These are the names of `track` that Kairos understands;',
    'any other name is accepted too. Properties that are not listed are kept. **Bold** ones must be there.',
    '',
    ...sections,
  ].join('\n');
}

function eventSection(definition: EventDefinition): string[] {
  const { name, about, fields } = definition;
  const notes = [
    isUrgent({ type: 'track', event: name }) ? 'Urgent: handled within seconds.' : '',
    ANSWER_EVENT_NAMES.includes(name)
      ? 'Urgent where it carries a `message_key`: then it answers to a message of ours.'
      : '',
    LOCATION_EVENT_NAMES.includes(name) ? 'A location: dropped without `location` consent.' : '',
  ].filter((note) => note !== '');
  return [
    `### ${name}`,
    '',
    [about.en, ...notes].join(' '),
    '',
    about.ko,
    '',
    '| property | what | meaning |',
    '|---|---|---|',
    ...Object.entries(fields).map(
      ([key, field]) => `| ${propertyName(key, field)} | ${kindOf(field)} | ${field.about} |`,
    ),
    '',
    `Schema: [${schemaFile(name)}](schemas/${schemaFile(name)})`,
    '',
  ];
}

function propertyName(key: string, field: FieldDefinition): string {
  return field.isRequired ? `**\`${key}\`**` : `\`${key}\``;
}

function kindOf({ kind, choices }: FieldDefinition): string {
  return choices === undefined ? kind : choices.map((choice) => `\`${choice}\``).join(', ');
}

/** JSON Schema (2020-12) of every message, by file name. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    [...MESSAGE_SCHEMAS].map(([name, schema]) => [
      schemaFile(name),
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}

function schemaFile(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.json`;
}
