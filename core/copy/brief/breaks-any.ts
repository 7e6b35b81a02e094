import { checkCopy } from '#core/copy/check/check-copy.ts';
import type { CopyLanguage, FactSheet, Rule } from '#core/copy/check/copy.ts';

const noFacts: FactSheet = {
  id: 'none',
  productName: '',
  validFrom: '',
  validTo: '',
  sender: [],
  optOut: { push: [], email: [], sms: [] },
  links: [],
  functional: [],
  facts: [],
};

/** Does a text by itself, backed by no facts, break one of these rules? Not for rules that look at the time. */
export function breaksAny(rules: ReadonlySet<Rule>, text: string, language: CopyLanguage): boolean {
  const copy = { channel: 'email', language, title: '', body: text, isRendered: false } as const;
  return checkCopy(copy, noFacts, 0).some(({ rule }) => rules.has(rule));
}
