import type { Json, JsonObject } from '#core/kernel/json.ts';
import { CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { refuse, type Said } from '../said.ts';
import { service } from '../service.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function plain(value: Json | undefined): string {
  if (Array.isArray(value))
    return value.map((item: Json) => (isObject(item) ? inline(item) : plain(item))).join(', ');
  if (value === null || value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function inline(object: JsonObject): string {
  return Object.entries(object)
    .map(([name, value]) => `${name} ${isObject(value) ? `(${inline(value)})` : plain(value)}`)
    .join(' · ');
}

/** An object as indented lines, one field a line; a list of objects has one line each. */
function recordLines(record: JsonObject, indent = ''): readonly string[] {
  return Object.entries(record).flatMap(([name, value]) => {
    if (isObject(value)) return [`${indent}${name}`, ...recordLines(value, `${indent}  `)];
    const isList = Array.isArray(value) && value.some(isObject);
    if (!isList) return [`${indent}${name}: ${plain(value)}`];
    return [
      `${indent}${name}`,
      ...value.map((item: Json) => `${indent}  ${isObject(item) ? inline(item) : plain(item)}`),
    ];
  });
}

/** What is said of a customer whom nobody has seen. */
export const unknownCustomer = (customer: string): Said => ({
  en: `nothing is known of customer ${customer}: is the id as in your events or files?`,
  ko: `고객 ${customer} 에 대해 아는 것이 없습니다. 이벤트나 파일에 있는 id 그대로 쓰십시오`,
});

/** `kairos profile`: the single customer view. */
export const profile: Command = {
  name: 'profile',
  summary: {
    en: 'everything known of one customer, in one view',
    ko: '고객 한 명에 대해 아는 것을 한눈에 봅니다',
  },
  usage: 'profile CUSTOMER',
  options: CONNECTION_OPTIONS,
  examples: ['kairos profile 17850', 'kairos profile 17850 --json'],
  needs: ['viewProfile'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(profile, argv, 1);
    const customer = required(profile, args, 0, 'CUSTOMER');
    const view = await service(context, 'viewProfile')(await connect(args, context.env), customer);
    if (view === undefined) throw refuse(unknownCustomer(customer));
    out.result(view, () => {
      for (const line of recordLines(view)) out.line(line);
    });
    return 0;
  },
};
