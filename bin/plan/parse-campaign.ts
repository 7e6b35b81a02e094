import { parse, YAMLParseError } from 'yaml';
import { refuse } from '../said.ts';

/** The content of a campaign file. JSON is YAML; dates stay texts. @throws InputError naming the line that is wrong. */
export function parseCampaign(text: string): unknown {
  try {
    // Aliases could blow a small file up.
    return parse(text.replace(/^\ufeff/, ''), { schema: 'core', maxAliasCount: 0 });
  } catch (error) {
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 1) : 1;
    throw refuse({
      en: `the campaign is neither JSON nor YAML: look at line ${line}`,
      ko: `캠페인 파일이 JSON도 YAML도 아닙니다: ${line}번째 줄을 확인하십시오`,
    });
  }
}
