import jsonata from 'jsonata';
import type { Json } from '#core/kernel/json.ts';
import { expressionOf } from '../definition/expression-text.ts';
import { createAwsFunctions } from './aws-functions.ts';
import { StateError } from './state-error.ts';

/** What an expression sees: `$states`, and the variables of its flow and of those around it. */
export interface Scope {
  readonly variables: Readonly<Record<string, Json>>;
  readonly states: {
    readonly input: Json;
    readonly context: Json;
    readonly result?: Json;
    readonly errorOutput?: Json;
  };
}

/** Works out templates: every text of the form `{% … %}` in them is JSONata. */
export class Expressions {
  readonly #functions: Record<string, unknown>;
  readonly #parsed = new Map<string, jsonata.Expression>();

  constructor(world: { nowMs: () => number; random: () => number }) {
    this.#functions = createAwsFunctions(world);
  }

  /** @throws StateError `States.QueryEvaluationError` naming the field. */
  async fill(template: Json, scope: Scope, field: string): Promise<Json> {
    if (typeof template === 'string') {
      const expression = expressionOf(template);
      return expression === undefined ? template : this.#evaluate(expression, scope, field);
    }
    if (typeof template !== 'object' || template === null) return template;
    if (Array.isArray(template))
      return Promise.all(template.map((inner: Json, n) => this.fill(inner, scope, `${field}[${n}]`)));
    const entries = Object.entries(template).map(
      async ([name, inner]) => [name, await this.fill(inner as Json, scope, `${field}/${name}`)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  async #evaluate(text: string, { variables, states }: Scope, field: string): Promise<Json> {
    const expression = this.#parsed.get(text) ?? jsonata(text);
    this.#parsed.set(text, expression);
    let value: unknown;
    try {
      value = await expression.evaluate(undefined, { ...variables, states, ...this.#functions });
    } catch (error) {
      const { code, message } = error as { code?: string; message?: string };
      throw failed(
        text,
        field,
        `failed: ${code === undefined ? '' : `${code}: `}${message ?? String(error)}`,
      );
    }
    if (value === undefined) throw failed(text, field, 'gave nothing (undefined)');
    if (isFunction(value)) throw failed(text, field, 'gave a function');
    // Sequences of JSONata carry marks of their own; what is passed on is plain JSON.
    return JSON.parse(JSON.stringify(value)) as Json;
  }
}

function isFunction(value: unknown): boolean {
  return (
    typeof value === 'function' ||
    (typeof value === 'object' &&
      value !== null &&
      ('_jsonata_lambda' in value || '_jsonata_function' in value))
  );
}

function failed(text: string, field: string, what: string): StateError {
  return new StateError(
    'States.QueryEvaluationError',
    `The JSONata expression '${text}' of the field '${field}' ${what}`,
  );
}
