interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Branches?: readonly Flow[];
  readonly ItemProcessor?: Flow & { readonly ProcessorConfig?: { readonly Mode?: string } };
  readonly ItemReader?: { readonly Resource: string };
  readonly ResultWriter?: { readonly Resource?: string };
}

interface Flow {
  readonly States: Readonly<Record<string, State>>;
}

/** IAM actions that are not named like the API's operation. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'lambda:Invoke': 'lambda:InvokeFunction',
  's3:ListObjectsV2': 's3:ListBucket',
};

/** What a definition does, as the actions that its role must be allowed. */
function neededActions(flow: Flow): readonly string[] {
  const actions = Object.values(flow.States).flatMap((state) => [
    ...[state.Resource, state.ItemReader?.Resource, state.ResultWriter?.Resource].flatMap((resource) =>
      resource === undefined ? [] : [actionOf(resource)],
    ),
    ...(state.ItemProcessor?.ProcessorConfig?.Mode === 'DISTRIBUTED' ? ['states:StartExecution'] : []),
    ...(state.ItemProcessor === undefined ? [] : neededActions(state.ItemProcessor)),
    ...(state.Branches ?? []).flatMap(neededActions),
  ]);
  return [...new Set(actions)];
}

function actionOf(resource: string): string {
  const [, service = '', action = ''] = /:::(?:aws-sdk:)?([\w-]+):(\w+)/.exec(resource) ?? [];
  const name = `${service}:${action.charAt(0).toUpperCase()}${action.slice(1)}`;
  return OTHER_NAMES[name] ?? name;
}

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

/** Actions that a definition needs and that no policy of the template allows to the machine's role. */
export function missingActions(template: Template, machineId: string, flow: Flow): readonly string[] {
  const { RoleArn } = template.Resources[machineId]?.Properties ?? {};
  const [role] = (RoleArn as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
  const allowed = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .filter(({ Properties }) => (Properties?.['Roles'] as { Ref?: string }[]).some(({ Ref }) => Ref === role))
    .flatMap(({ Properties }) => {
      const { Statement } = Properties?.['PolicyDocument'] as { Statement: { Action: string | string[] }[] };
      return Statement.flatMap(({ Action }) => Action);
    });
  return neededActions(flow).filter((action) => !allowed.includes(action));
}
