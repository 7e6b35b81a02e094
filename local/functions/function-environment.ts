/** SDK clients find the gateway by these; the names are the SDK's service ids. */
const SERVICES = [
  'DYNAMODB',
  'KINESIS',
  'S3',
  'FIREHOSE',
  'SECRETS_MANAGER',
  'LAMBDA',
  'STS',
  'KMS',
  'CLOUDWATCH',
  'SFN',
  'SQS',
  'SNS',
  'SSM',
  'EVENTBRIDGE',
  'SCHEDULER',
  'BEDROCK_RUNTIME',
  'PINPOINT',
  'SESV2',
  'PINPOINT_SMS_VOICE_V2',
];

export interface CallerEnvironmentOptions {
  /** Who calls: a function's logical id, or a tool's name. It stands in the place of the access key id. */
  readonly caller: string;
  readonly gatewayUrl: string;
  readonly region: string;
}

/** What makes any AWS SDK talk to the local cloud, and tells the gateway who is talking. */
export function callerEnvironment({
  caller,
  gatewayUrl,
  region,
}: CallerEnvironmentOptions): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: caller,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: gatewayUrl,
    ...Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, gatewayUrl])),
    // The SDK's default checksums would only be dropped by the gateway.
    AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
    AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
  };
}

export interface FunctionEnvironmentOptions extends CallerEnvironmentOptions {
  readonly functionName: string;
  readonly memorySizeMiB: number;
  readonly handler: string;
  readonly codeFolder: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A function's whole environment: what Lambda sets, then what the template says. */
export function functionEnvironment(options: FunctionEnvironmentOptions): Record<string, string> {
  const variables = Object.entries(options.variables).map(([name, value]) => [name, String(value)] as const);
  return {
    ...callerEnvironment(options),
    AWS_LAMBDA_FUNCTION_NAME: options.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(options.memorySizeMiB),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${options.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: options.codeFolder,
    _HANDLER: options.handler,
    TZ: ':UTC',
    // There is no X-Ray daemon at home; without these the tracer warns on every call.
    POWERTOOLS_TRACE_ENABLED: 'false',
    AWS_XRAY_CONTEXT_MISSING: 'IGNORE_ERROR',
    AWS_XRAY_LOG_LEVEL: 'silent',
    ...Object.fromEntries(variables),
  };
}
