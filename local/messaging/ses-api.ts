import { randomUUID } from 'node:crypto';
import { AwsError } from '../gateway/aws-error.ts';
import type { Answer, Call } from '../gateway/call.ts';
import type { Outbox } from './outbox.ts';
import { createRateGate } from './rate-gate.ts';
import type { Report } from './reports.ts';

const PATH = '/v2/email/outbound-emails';
/** Recipients of one message; a sending rate as accounts out of the sandbox have it. */
const RECIPIENTS = 50;
const EMAILS_PER_SECOND = 200;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const TAG = /^[\w-]{1,256}$/;

interface SimpleContent {
  readonly Subject?: { readonly Data?: string };
  readonly Body?: {
    readonly Text?: { readonly Data?: string };
    readonly Html?: { readonly Data?: string };
  };
}

interface SendEmailInput {
  readonly ConfigurationSetName?: string;
  readonly FromEmailAddress?: string;
  readonly Destination?: { readonly ToAddresses?: readonly string[] };
  readonly EmailTags?: readonly { readonly Name: string; readonly Value: string }[];
  readonly Content?: { readonly Simple?: SimpleContent };
}

/** SES v2's operation name for a request. */
export function sesOperation({ method, path }: Call): string {
  return method === 'POST' && path === PATH ? 'SendEmail' : `${method} ${path}`;
}

/**
 * `SendEmail` with simple content. An address says how its mailbox feels, as those of the service's simulator do:
 * `bounce…@` is gone, `full…@` is full, `complaint…@` calls it spam.
 */
export function createSesApi(outbox: Outbox, nowMs: () => number, report: Report): (call: Call) => Answer {
  const pass = createRateGate(EMAILS_PER_SECOND, nowMs, {
    name: 'TooManyRequestsException',
    statusCode: 429,
  });
  return (call) => {
    if (sesOperation(call) !== 'SendEmail')
      throw new AwsError('NotFoundException', `The local SES does not know ${call.path}`, 404);
    const input = JSON.parse(call.body.toString()) as SendEmailInput;
    const { to, subject, text } = validated(input);
    pass();
    const tags = new Map(input.EmailTags?.map(({ Name, Value }) => [Name, Value]));
    const tag = (name: string): string => Buffer.from(tags.get(name) ?? '', 'base64url').toString();
    outbox.write(
      { service: 'ses', operation: 'SendEmail' },
      to.map((address) => ({
        channel: 'email',
        address,
        messageKey: tag('message_key'),
        campaignId: tag('campaign_id'),
        customerKey: tag('customer_key'),
        body: `${subject}\n${text}`,
      })),
    );
    const MessageId = randomUUID();
    for (const address of to)
      for (const [type, event] of reportsOf(address, { MessageId, tags, atMs: nowMs() }))
        report(input.ConfigurationSetName, type, event);
    const body = JSON.stringify({ MessageId });
    return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
  };
}

function reportsOf(
  address: string,
  sent: { readonly MessageId: string; readonly tags: ReadonlyMap<string, string>; readonly atMs: number },
): readonly (readonly [string, object])[] {
  const timestamp = new Date(sent.atMs).toISOString();
  const tags = Object.fromEntries([...sent.tags].map(([name, value]) => [name, [value]]));
  const mail = { timestamp, messageId: sent.MessageId, destination: [address], tags };
  const bounced = (bounceType: string) =>
    ['bounce', { eventType: 'Bounce', mail, bounce: { bounceType, timestamp } }] as const;
  if (address.startsWith('bounce')) return [bounced('Permanent')];
  if (address.startsWith('full')) return [bounced('Transient')];
  const delivered = ['delivery', { eventType: 'Delivery', mail, delivery: { timestamp } }] as const;
  if (!address.startsWith('complaint')) return [delivered];
  return [delivered, ['complaint', { eventType: 'Complaint', mail, complaint: { timestamp } }]];
}

function bad(message: string): never {
  throw new AwsError('BadRequestException', message);
}

function validated(input: SendEmailInput): { to: readonly string[]; subject: string; text: string } {
  assertAddresses(input);
  for (const { Name, Value } of input.EmailTags ?? [])
    if (!TAG.test(Name) || !TAG.test(Value)) bad(`Tag ${Name}: letters, digits, _ and - only`);
  return { to: input.Destination?.ToAddresses ?? [], ...contentOf(input.Content?.Simple) };
}

function textOf(body: SimpleContent['Body'] = {}): string {
  return body.Text?.Data ?? body.Html?.Data ?? '';
}

function contentOf(simple: SimpleContent = {}): { subject: string; text: string } {
  const subject = simple.Subject?.Data ?? '';
  const text = textOf(simple.Body);
  if (subject === '' || text === '') bad('Subject and body are required');
  return { subject, text };
}

function assertAddresses({ FromEmailAddress = '', Destination }: SendEmailInput): void {
  const to = Destination?.ToAddresses ?? [];
  if (!ADDRESS.test(FromEmailAddress.replace(/^.*<(.*)>$/, '$1'))) bad('FromEmailAddress is not valid');
  if (to.length === 0 || to.length > RECIPIENTS) bad(`1 to ${RECIPIENTS} recipients are allowed`);
  if (!to.every((address) => ADDRESS.test(address))) bad('A recipient is not valid');
}
