/** What is known of a request for a signed link. */
export interface ClickFacts {
  /** Since the provider accepted the message, ms. */
  readonly sinceAcceptedMs: number;
  /** Links of the same message that were fetched within five seconds around it, this one included. */
  readonly linksAtOnce: number;
  /** Links that the message holds, at least 1. */
  readonly linksInMessage: number;
  /** HTTP method. */
  readonly method: string;
  /** `User-Agent`, as sent; empty if none. */
  readonly userAgent: string;
  /** Did the page that it leads to report a view by script? */
  readonly isPageSeen: boolean;
}

/** One sign, how much it moves the log-odds that a person clicked, and its name. */
interface Sign {
  readonly name: string;
  readonly logOdds: number;
  holds(facts: ClickFacts): boolean;
}

const SCANNERS =
  /bot|crawl|spider|preview|scan|fetch|proofpoint|barracuda|mimecast|safelinks|headless|python-requests|curl|wget|okhttp|go-http/i;
const SOON_MS = 2_000;

/** Does a machine name itself here? */
export const isScanner = (userAgent: string): boolean => SCANNERS.test(userAgent);

/**
 * Signs of people and of machines. The weights are judgements, not fitted: a click whose page then reports a view is a
 * person's whatever else it looks like, and a message of which every link is fetched at once is scanned.
 */
const signs: readonly Sign[] = [
  { name: 'page_seen', logOdds: 4, holds: ({ isPageSeen }) => isPageSeen },
  { name: 'not_get', logOdds: -4, holds: ({ method }) => method !== 'GET' },
  { name: 'scanner_agent', logOdds: -4, holds: ({ userAgent }) => isScanner(userAgent) },
  { name: 'no_agent', logOdds: -3, holds: ({ userAgent }) => userAgent.trim() === '' },
  {
    name: 'every_link_at_once',
    logOdds: -4,
    holds: ({ linksAtOnce, linksInMessage }) => linksInMessage > 1 && linksAtOnce >= linksInMessage,
  },
  { name: 'within_two_seconds', logOdds: -2.5, holds: ({ sinceAcceptedMs }) => sinceAcceptedMs < SOON_MS },
];

/** Before any sign: most clicks that come through a link are a person's. */
const BASE_LOG_ODDS = 2;

/** P(a person clicked), 0-1, and the signs that it is made of. */
export interface ClickJudgement {
  readonly probabilityHuman: number;
  readonly signs: readonly string[];
}

/** Judges one click; nothing is thrown away: reports show raw and filtered clicks side by side. */
export function judgeClick(facts: ClickFacts): ClickJudgement {
  const held = signs.filter((sign) => sign.holds(facts));
  const logOdds = held.reduce((sum, sign) => sum + sign.logOdds, BASE_LOG_ODDS);
  return { probabilityHuman: 1 / (1 + Math.exp(-logOdds)), signs: held.map(({ name }) => name) };
}

/** Opens that a mail service fetches in advance, for messages nobody has looked at. */
const PREFETCHERS = /GoogleImageProxy|YahooMailProxy|Mozilla\/5\.0$/;

/** Is this how a mail service that fetches in advance names itself? */
export const isPrefetcher = (userAgent: string): boolean => PREFETCHERS.test(userAgent);

/** Is this open fetched in advance by a mail service? No decision rests on opens, seen or prefetched. */
export function isPrefetchedOpen({
  userAgent,
  sinceAcceptedMs,
}: Pick<ClickFacts, 'userAgent' | 'sinceAcceptedMs'>): boolean {
  return isPrefetcher(userAgent) || sinceAcceptedMs < SOON_MS;
}
