import { randomUUID } from 'node:crypto';
import { InputError } from '#core/kernel/errors.ts';
import type { AsyncInvocations } from '../functions/async-invocations.ts';
import type { Cloud, CloudResource } from '../template/read-cloud.ts';

/** Where the messages of a configuration set are reported to, and which kinds of report. */
interface Destination {
  readonly configurationSet: string;
  readonly topicArn: string;
  readonly types: ReadonlySet<string>;
}

interface EventDestination {
  readonly Enabled?: boolean;
  readonly MatchingEventTypes?: readonly string[];
  readonly SnsDestination?: { readonly TopicARN?: string; readonly TopicArn?: string };
}

/** Tells whoever subscribed what became of a message sent under a configuration set. */
export type Report = (configurationSet: string | undefined, type: string, event: object) => void;

/** Reports by the topics and subscriptions of the templates; functions are invoked asynchronously, as SNS does. */
export function createReports(
  cloud: Cloud,
  { asynchronous, nowMs }: { readonly asynchronous: AsyncInvocations; readonly nowMs: () => number },
): Report {
  const destinations = [
    ...cloud.ofType('AWS::SES::ConfigurationSetEventDestination').flatMap(emailDestination),
    ...cloud.ofType('AWS::SMSVOICE::ConfigurationSet').flatMap(textDestinations),
  ];
  const subscriptions = cloud.ofType('AWS::SNS::Subscription').map(readSubscription);
  return (configurationSet, type, event) => {
    for (const { topicArn } of destinations.filter(
      (one) =>
        one.configurationSet === configurationSet && (one.types.has(type) || one.types.has('TEXT_ALL')),
    )) {
      for (const { functionArn, arn } of subscriptions.filter((one) => one.topicArn === topicArn))
        asynchronous.queue(functionArn, snsEvent({ topicArn, arn, event, nowMs: nowMs() }), 'sns');
    }
  };
}

function emailDestination({ properties }: CloudResource): Destination[] {
  const destination = properties['EventDestination'] as EventDestination;
  return destinationOf(String(properties['ConfigurationSetName']), destination);
}

function textDestinations({ ref, properties }: CloudResource): Destination[] {
  const destinations = (properties['EventDestinations'] ?? []) as readonly EventDestination[];
  return destinations.flatMap((destination) => destinationOf(ref, destination));
}

function destinationOf(
  configurationSet: string,
  { Enabled, MatchingEventTypes = [], SnsDestination }: EventDestination,
): Destination[] {
  const topicArn = SnsDestination?.TopicARN ?? SnsDestination?.TopicArn;
  if (Enabled === false || topicArn === undefined) return [];
  return [{ configurationSet, topicArn, types: new Set(MatchingEventTypes) }];
}

function readSubscription({ logicalId, arn, properties }: CloudResource) {
  const { Protocol, TopicArn, Endpoint } = properties;
  if (Protocol !== 'lambda')
    throw new InputError(
      `${logicalId}: only functions can subscribe in the local cloud, not ${String(Protocol)}`,
    );
  return { arn, topicArn: String(TopicArn), functionArn: String(Endpoint) };
}

function snsEvent(said: {
  readonly topicArn: string;
  readonly arn: string;
  readonly event: object;
  readonly nowMs: number;
}): string {
  const Sns = {
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: said.topicArn,
    Message: JSON.stringify(said.event),
    Timestamp: new Date(said.nowMs).toISOString(),
  };
  return JSON.stringify({
    Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: said.arn, Sns }],
  });
}
