import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { OutputFile } from '../output-file.ts';
import { parseCampaign } from '../plan/parse-campaign.ts';
import { planHtml } from '../plan/plan-html.ts';
import { printPlan } from '../plan/plan-page.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

async function textOf(path: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, path), 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw refuse({
      en: `the campaign file ${path} cannot be read (${code})`,
      ko: `캠페인 파일 ${path} 을(를) 읽을 수 없습니다 (${code})`,
    });
  }
}

/** `kairos plan`: who would get what, when, at what cost, before anything is sent. */
export const plan: Command = {
  name: 'plan',
  summary: {
    en: 'who would get what, when and at what cost; nothing is sent',
    ko: '누가 무엇을 언제 얼마에 받는지 계획합니다. 아무것도 보내지 않습니다',
  },
  usage: 'plan CAMPAIGN [--estimate-only] [--html FILE]',
  options: {
    'estimate-only': {
      type: 'boolean',
      summary: {
        en: 'show it, but keep nothing to approve',
        ko: '보여 주기만 하고 승인 대상으로 남기지 않습니다',
      },
    },
    html: {
      type: 'string',
      value: 'FILE',
      summary: { en: 'also as one page', ko: '한 장의 HTML로도 씁니다' },
    },
    ...CONNECTION_OPTIONS,
  },
  examples: ['kairos plan winter.yaml', 'kairos plan winter.yaml --estimate-only --html plan.html'],
  needs: ['planDesk'],

  async run(argv, context) {
    const { out, cwd, env } = context;
    const args = readArguments(plan, argv, 1);
    const campaign = readCampaign(parseCampaign(await textOf(required(plan, args, 0, 'CAMPAIGN'), cwd)));
    const path = args.text('html');
    const page = path === undefined ? undefined : new OutputFile('html', resolve(cwd, path));
    const desk = await service(context, 'planDesk')(await connect(args, env));
    const { hash, summary } = await desk.make(campaign, { isEstimate: args.flag('estimate-only') });
    page?.write(planHtml(hash, summary, out.language));
    page?.close();
    out.result({ hash, ...summary }, () => printPlan(hash, summary, out));
    return 0;
  },
};
