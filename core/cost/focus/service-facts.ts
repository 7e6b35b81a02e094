/** How FOCUS files a service. */
export interface ServiceFacts {
  readonly name: string;
  readonly category: string;
  readonly provider: string;
  readonly publisher: string;
}

const aws = (name: string, category: string): ServiceFacts => ({
  name,
  category,
  provider: 'AWS',
  publisher: 'AWS',
});

const SERVICES: Readonly<Record<string, ServiceFacts>> = {
  AmazonKinesis: aws('Amazon Kinesis', 'Analytics'),
  AWSLambda: aws('AWS Lambda', 'Compute'),
  AmazonDynamoDB: aws('Amazon DynamoDB', 'Databases'),
  AWSStepFunctions: aws('AWS Step Functions', 'Integration'),
  AmazonEventBridgeScheduler: aws('Amazon EventBridge Scheduler', 'Integration'),
  AmazonS3: aws('Amazon S3', 'Storage'),
  AmazonCloudWatch: aws('Amazon CloudWatch', 'Management and Governance'),
  AmazonSES: aws('Amazon Simple Email Service', 'Business Applications'),
  AWSEndUserMessaging: aws('AWS End User Messaging', 'Business Applications'),
  AmazonBedrock: aws('Amazon Bedrock', 'AI and Machine Learning'),
};

/** Models of other makers are sold through the marketplace: the publisher is theirs, the provider AWS. */
const PUBLISHERS: readonly (readonly [string, string])[] = [['/claude-', 'Anthropic']];

/** Name, category, provider and publisher of a service, for the given unit. Suppliers that are no cloud stand under their own name. */
export function serviceFacts(service: string, unit: string): ServiceFacts {
  const facts = SERVICES[service];
  if (facts === undefined) {
    return { name: service, category: 'Other', provider: 'Other suppliers', publisher: 'Other suppliers' };
  }
  const publisher = PUBLISHERS.find(([part]) => unit.includes(part))?.[1];
  return publisher === undefined ? facts : { ...facts, publisher };
}
