import { type ResourceKind, text } from './resource-kind.ts';

/** The resources of an HTTP API. */
export const HTTP_API_KINDS: Readonly<Record<string, ResourceKind>> = {
  'AWS::ApiGatewayV2::Api': {
    shape: {
      Name: 'inert',
      ProtocolType: 'acts',
      CorsConfiguration: {
        AllowOrigins: 'acts',
        AllowMethods: 'acts',
        AllowHeaders: 'acts',
        ExposeHeaders: 'acts',
        MaxAge: 'acts',
        AllowCredentials: 'acts',
      },
      Description: 'inert',
      DisableExecuteApiEndpoint: 'inert',
      Tags: 'inert',
    },
    identify: (_properties, room) => ({
      ref: room.name,
      attributes: { ApiId: room.name, ApiEndpoint: `${room.gatewayUrl}/${room.name}` },
    }),
  },
  'AWS::ApiGatewayV2::Stage': {
    shape: {
      ApiId: 'inert',
      StageName: 'acts',
      AutoDeploy: 'inert',
      AccessLogSettings: 'inert',
      DefaultRouteSettings: 'inert',
      RouteSettings: 'inert',
      Description: 'inert',
      Tags: 'inert',
    },
    identify: (properties) => ({ ref: text(properties['StageName']) ?? '$default', attributes: {} }),
  },
  'AWS::ApiGatewayV2::Route': {
    shape: { ApiId: 'acts', RouteKey: 'acts', Target: 'acts', AuthorizationType: 'acts' },
    identify: (_properties, room) => ({ ref: room.name, attributes: { RouteId: room.name } }),
  },
  'AWS::ApiGatewayV2::Integration': {
    shape: {
      ApiId: 'inert',
      IntegrationType: 'acts',
      IntegrationUri: 'acts',
      IntegrationMethod: 'inert',
      PayloadFormatVersion: 'acts',
      TimeoutInMillis: 'acts',
      Description: 'inert',
    },
    identify: (_properties, room) => ({ ref: room.name, attributes: { IntegrationId: room.name } }),
  },
};
