import jsonata from 'jsonata';
import { expressionOf } from './expression-text.ts';

/** What is wrong with the JSONata of a text, in words; undefined when nothing is, or when it is just text. */
export function expressionFault(text: string): string | undefined {
  const expression = expressionOf(text);
  if (expression === undefined)
    return text.includes('{%') || text.includes('%}')
      ? `${JSON.stringify(text)} holds {% or %}, but an expression must be the whole text`
      : undefined;
  try {
    return callsEval(jsonata(expression).ast())
      ? `{% ${expression} %} calls $eval, which Step Functions refuses`
      : undefined;
  } catch (error) {
    return `{% ${expression} %} is no JSONata: ${(error as Error).message}`;
  }
}

function callsEval(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(callsEval);
  if (typeof node !== 'object' || node === null) return false;
  const { type, value } = node as { type?: unknown; value?: unknown };
  if (type === 'variable' && value === 'eval') return true;
  return Object.values(node).some(callsEval);
}
