import { InputError } from '#core/kernel/errors.ts';

type Json = unknown;
type Test = (value: Json) => boolean;

const KNOWN_RULES = ['prefix', 'suffix', 'equals-ignore-case', 'exists', 'anything-but', 'numeric'] as const;

/**
 * Compiles an EventBridge-style pattern. Every property must match; a list holds alternatives; a list in
 * the data matches when one of its values does.
 *
 * @returns a test over parsed data. Data that is no JSON object never matches.
 * @throws InputError naming the rule that is not known.
 */
export function compilePattern(pattern: Json): Test {
  if (!isObject(pattern)) throw new InputError('a filter pattern is a JSON object');
  const tests = Object.entries(pattern).map(([name, inner]) => compileProperty(name, inner));
  return (value) => isObject(value) && tests.every((test) => test(value));
}

function compileProperty(name: string, inner: Json): Test {
  if (name === '$or') {
    const alternatives = (inner as Json[]).map(compilePattern);
    return (value) => alternatives.some((test) => test(value));
  }
  if (isObject(inner)) {
    const nested = compilePattern(inner);
    return (value) => nested((value as Record<string, Json>)[name]);
  }
  if (!Array.isArray(inner)) throw new InputError(`filter pattern: "${name}" must hold a list or an object`);
  const rules = inner.map(compileRule);
  return (value) => {
    const found = Object.hasOwn(value as object, name) ? (value as Record<string, Json>)[name] : undefined;
    return rules.some((rule) => rule(found));
  };
}

function compileRule(rule: Json): Test {
  if (!isObject(rule)) return overEach((value) => value === rule);
  const [kind = '', ...others] = Object.keys(rule);
  if (others.length > 0 || !KNOWN_RULES.includes(kind as (typeof KNOWN_RULES)[number]))
    throw new InputError(
      `filter pattern: rule ${JSON.stringify(rule)} is not known (${KNOWN_RULES.join(', ')})`,
    );
  return RULES[kind as (typeof KNOWN_RULES)[number]](rule[kind]);
}

const RULES: Record<(typeof KNOWN_RULES)[number], (argument: Json) => Test> = {
  exists: (argument) => (value) => (isLeaf(value) || Array.isArray(value)) === (argument === true),
  prefix: (argument) =>
    overEach((value) => typeof value === 'string' && value.startsWith(textOf('prefix', argument))),
  suffix: (argument) =>
    overEach((value) => typeof value === 'string' && value.endsWith(textOf('suffix', argument))),
  'equals-ignore-case': (argument) =>
    overEach(
      (value) =>
        typeof value === 'string' &&
        value.toLowerCase() === textOf('equals-ignore-case', argument).toLowerCase(),
    ),
  'anything-but': (argument) => {
    const refused = (Array.isArray(argument) ? argument : [argument]).map(compileRule);
    return overEach((value) => value !== undefined && isLeaf(value) && !refused.some((rule) => rule(value)));
  },
  numeric: (argument) => {
    const bounds = numericBounds(argument);
    return overEach((value) => typeof value === 'number' && bounds.every((isWithin) => isWithin(value)));
  },
};

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function numericBounds(argument: Json): ((value: number) => boolean)[] {
  const parts = Array.isArray(argument) ? (argument as Json[]) : [];
  const pairs = Array.from({ length: parts.length / 2 }, (_unused, index) => [
    parts[index * 2],
    parts[index * 2 + 1],
  ]);
  return pairs.map(([operator, bound]) => {
    const compare = COMPARISONS[String(operator)];
    if (compare === undefined || typeof bound !== 'number')
      throw new InputError(`filter pattern: numeric ${JSON.stringify(argument)} is not understood`);
    return (value: number) => compare(value, bound);
  });
}

function overEach(test: Test): Test {
  return (value) => (Array.isArray(value) ? value.some(test) : test(value));
}

function isLeaf(value: Json): boolean {
  return value !== undefined && (value === null || typeof value !== 'object');
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(rule: string, argument: Json): string {
  if (typeof argument !== 'string') throw new InputError(`filter pattern: ${rule} takes a string`);
  return argument;
}
