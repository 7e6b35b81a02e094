import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnStage, CorsHttpMethod, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { FRONT_DOOR_CORS } from '#contracts/front-door-cors.ts';
import { InputError } from '#core/kernel/errors.ts';

export interface FrontDoorProps {
  readonly collect: LambdaFunction;
  /** Requests a second, steady; twice as many in a burst. */
  readonly ratePerSecond: number;
}

/** The HTTP API that an unmodified Segment or RudderStack SDK talks to. */
export class FrontDoor extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      description: 'Kairos front door: events from apps, shops and tills',
      corsPreflight: {
        allowOrigins: [...FRONT_DOOR_CORS.allowOrigins],
        allowMethods: FRONT_DOOR_CORS.allowMethods.map((method) => CorsHttpMethod[method]),
        allowHeaders: [...FRONT_DOOR_CORS.allowHeaders],
        exposeHeaders: [...FRONT_DOOR_CORS.exposeHeaders],
        maxAge: Duration.seconds(FRONT_DOOR_CORS.maxAgeSeconds),
      },
    });
    const integration = new HttpLambdaIntegration('Collect', props.collect);
    this.api.addRoutes({
      path: '/v1/{proxy+}',
      methods: [HttpMethod.GET, HttpMethod.POST],
      integration,
    });
    this.limitAndLog(props.ratePerSecond);
  }

  private limitAndLog(ratePerSecond: number): void {
    const stage = this.api.defaultStage?.node.defaultChild;
    if (!(stage instanceof CfnStage))
      throw new InputError('the HTTP API has no default stage to set limits on');
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // No address, no query, no body: personal data has no business in a log.
    const format = JSON.stringify({
      requestId: '$context.requestId',
      routeKey: '$context.routeKey',
      status: '$context.status',
      latencyMs: '$context.responseLatency',
      error: '$context.integrationErrorMessage',
    });
    stage.accessLogSettings = { destinationArn: logs.logGroupArn, format };
    stage.defaultRouteSettings = {
      throttlingRateLimit: ratePerSecond,
      throttlingBurstLimit: 2 * ratePerSecond,
      detailedMetricsEnabled: true,
    };
  }
}
