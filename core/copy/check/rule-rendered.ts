import { krLabel } from '../law/kr-label.ts';
import type { Copy, FactSheet, Finding, Rule } from './copy.ts';
import { tighten } from './fact-book.ts';
import { findContacts } from './find-contacts.ts';
import { normaliseLink } from './find-links.ts';
import { seeText } from './seen-text.ts';

/** What carriers put before a text message. */
const CARRIER = /^\[(?:Web|국제)발신\]\s*/u;
const LABEL_LIKE =
  /^[\s\ue000]*[([{<「『*-]?\s*(?:광\s*[.·*-]?\s*고|a\s*\.?\s*d\.?|advert(?:isement)?)\s*[)\]}>」』*-]?/iu;
const OPT_OUT_WORDS =
  /수신\s?거부|수신\s?동의\s?철회|거부\s?(?:080|\()|알림\s?(?:해제|끄기|받지|설정)|수신\s?(?:해지|해제|설정)|unsubscribe|opt[\s-]?out|stop receiving|turn off|manage (?:preferences|notifications)|reply stop/iu;
const SETTINGS = /설정|마이\s?페이지|내\s?정보|settings?|preferences?|my page/iu;

const fixes = {
  label: {
    ko: '메시지 맨 앞에 "(광고)"를 빈칸이나 다른 괄호 없이 그대로 쓰세요.',
    en: 'Begin the message with "(광고)", exactly so, before anything else.',
  },
  sender: {
    ko: '팩트 시트의 발신자 이름과 연락처를 그대로 넣으세요.',
    en: 'Name the sender with its contact, as the fact sheet has it.',
  },
  opt_out: {
    ko: '팩트 시트의 무료 수신거부 방법을 그대로 넣으세요.',
    en: 'Say how to opt out for free, as the fact sheet has it.',
  },
} as const;

function finding(
  copy: Copy,
  rule: 'label' | 'sender' | 'opt_out',
  field: 'title' | 'body',
  span: readonly [number, number],
): Finding {
  const source: Record<typeof rule, string> = {
    label: `${krLabel.id}@${krLabel.edition}`,
    sender: 'sender',
    opt_out: 'opt_out',
  };
  return {
    rule: rule satisfies Rule,
    field,
    span,
    text: copy[field].slice(...span),
    source: source[rule],
    fix: fixes[rule][copy.language],
  };
}

function hasLabel(text: string): boolean {
  return text.replace(CARRIER, '').startsWith(krLabel.label);
}

function labelFindings(copy: Copy): readonly Finding[] {
  const isText = copy.channel === 'sms' || copy.title === '';
  const first = isText ? 'body' : 'title';
  if (hasLabel(copy[first])) return [];
  // A long text message may carry its label in its subject.
  if (copy.channel === 'sms' && hasLabel(copy.title)) return [];
  const variant = LABEL_LIKE.exec(seeText(first, copy[first]).text)?.[0].length ?? 0;
  return [finding(copy, 'label', first, [0, seeText(first, copy[first]).spanOf(0, Math.max(1, variant))[1]])];
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Is a piece of the sheet (a name, a number, a page) in the message? */
function holds(message: string, piece: string): boolean {
  const digits = digitsOf(piece);
  const isNumber = /^[\d\s()+-]+$/.test(piece.trim()) && digits.length >= 4;
  if (isNumber) return digitsOf(message).includes(digits);
  if (/:\/\//.test(piece)) return message.includes(normaliseLink(piece).replace(/^https?:\/\//, ''));
  return tighten(seeText('body', message).text).includes(tighten(seeText('body', piece).text));
}

/** "루나뷰티 1588-0000" is a name and a number, which need not stand together. */
function piecesOf(text: string): readonly string[] {
  const contacts = findContacts(text);
  const names = contacts.reduceRight(
    (rest, { from, to }) => `${rest.slice(0, from)}|${rest.slice(to)}`,
    text,
  );
  return [...names.split(/[|,/()]/), ...contacts.map(({ from, to }) => text.slice(from, to))]
    .map((piece) => piece.trim())
    .filter((piece) => tighten(piece).length > 1);
}

const ending = (copy: Copy): readonly [number, number] => [
  Math.max(0, copy.body.length - 1),
  copy.body.length,
];

function senderFindings(copy: Copy, sheet: FactSheet): readonly Finding[] {
  const message = `${copy.title}\n${copy.body}`;
  const missing = sheet.sender.flatMap(piecesOf).some((piece) => !holds(message, piece));
  return missing || sheet.sender.length === 0 ? [finding(copy, 'sender', 'body', ending(copy))] : [];
}

/** A way out is said in words and led to: the sheet's number or page, or, in an app, its settings. */
function optOutFindings(copy: Copy, sheet: FactSheet): readonly Finding[] {
  const message = seeText('body', copy.body).text;
  const ways = sheet.optOut[copy.channel];
  const led =
    ways.some((way) => wayIn(copy.body, way)) ||
    (copy.channel === 'push' && SETTINGS.test(message)) ||
    (copy.channel === 'email' &&
      sheet.links.some(
        (link) =>
          /unsub|optout|opt-out|refus|reject|preferences|수신거부/i.test(link) && holds(copy.body, link),
      ));
  const isThere = OPT_OUT_WORDS.test(message) && led && isAtTheEnd(copy, sheet);
  return isThere ? [] : [finding(copy, 'opt_out', 'body', ending(copy))];
}

/** Letters and digits that may follow the way out: "No charge.", a postal address. */
const MOST_BEHIND = 60;

const LINK = /https?:\/\/\S+/giu;
const OFFER =
  /\d\s?(?:원|%|won)|₩|구매하|만나\s?보|할인|세일|(?<![a-z])(?:shop now|buy|save|sale|off)(?![a-z])/iu;

/** The way out closes the message: behind it stand the sender and what the law asks for, no offer. */
function isAtTheEnd({ body, channel }: Copy, { sender, optOut }: FactSheet): boolean {
  const { text } = seeText('body', body);
  const last = [...text.matchAll(new RegExp(OPT_OUT_WORDS, 'giu'))].at(-1);
  if (last === undefined) return false;
  const behind = text.slice(last.index + last[0].length);
  const pieces = [...sender, ...optOut[channel]].flatMap(piecesOf);
  const rest = pieces.reduce((left, piece) => left.replaceAll(piece, ''), behind.replace(LINK, ''));
  return !OFFER.test(rest) && tighten(rest).length <= MOST_BEHIND;
}

/** Its number or page is what matters of a way out, not the words around it. */
function wayIn(body: string, way: string): boolean {
  const numbers = findContacts(way).filter(({ kind }) => kind === 'phone');
  const links = way.match(/https?:\/\/\S+/g) ?? [];
  const musts = [...numbers.map(({ from, to }) => way.slice(from, to)), ...links];
  if (musts.length > 0) return musts.some((must) => holds(body, must));
  return holds(body, way);
}

/** Label, sender and opt-out of a rendered message. */
export function checkRendered(copy: Copy, sheet: FactSheet): readonly Finding[] {
  if (!copy.isRendered) return [];
  return [...labelFindings(copy), ...senderFindings(copy, sheet), ...optOutFindings(copy, sheet)];
}
