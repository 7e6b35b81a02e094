import type { FieldContext, Problem } from './context.ts';

/** Instructions to a model, in both languages: a verb of obeying, and what it obeys. */
const INSTRUCTIONS: readonly RegExp[] = [
  /(?:ignore|disregard|forget|override|bypass|skip)\s(?:\w+\s){0,3}(?:previous|prior|above|earlier|preceding|all|any|system|safety|your|the|these|those|fact|brand)\s?(?:\w+\s){0,2}(?:instructions?|prompts?|rules?|guidelines?|directions?|context|messages?|constraints?|sheet|polic(?:y|ies))/giu,
  /(?:ignore|disregard|forget) (?:all|everything|the|what is) (?:of )?(?:the )?(?:above|below|previous|before)|(?<![a-z])(?:output|print|reply|answer) (?:only |exactly |with )?(?:["']?(?:approved|pass|ok|yes|true|json))(?![a-z])/giu,
  /(?<![a-z])(?:system|developer|hidden|initial)\s(?:prompt|message|instructions?)(?![a-z])|(?<![a-z])prompt injection|jail\s?break/giu,
  /(?<![a-z])(?:as an? (?:ai|artificial|large language|language model|llm)|i(?:'m| am) (?:an ai|a language model|sorry,? (?:but )?i (?:can|am)|unable to)|i (?:cannot|can't|can not) (?:assist|help with|comply|fulfil|generate|provide|create))/giu,
  /(?<![a-z])(?:you are (?:now )?(?:an? )?(?:ai|assistant|chatgpt|copywriter|expert|helpful|dan)(?![a-z])|act as (?:an? )?(?:copywriter|expert|assistant|system|admin|developer)|pretend (?:to be|you are)|your (?:task|role|job) is to|respond (?:only )?(?:in|with)|(?:reveal|print|output|repeat|show me) (?:\w+\s){0,3}(?:prompt|instructions?|secrets?|api keys?|passwords?))/giu,
  /(?<![a-z])(?:sure[,!]? here(?:'s| is| are)|here (?:is|are) (?:the|your|\d+|three|five|some|a few) (?:\w+\s){0,3}(?:cop(?:y|ies)|variants?|versions?|options?|headlines?|messages?|drafts?)|here(?:'s| is) (?:a|an|the|your) (?:\w+\s){0,2}(?:push notification|message|headline|caption|cop(?:y|ies)|ad|draft|version|variant)(?![a-z])|certainly! here|let me know if you|i hope this helps|(?:write|generate|create) (?:\d+|a|the|three|five) (?:\w+\s){0,3}(?:variants?|marketing cop|push notification|headline|ad copy)|max(?:imum)? \d+ characters?|approve this (?:copy|message)|mark (?:this )?as (?:approved|pass|safe))/giu,
  /(?:이전|위|앞|기존|모든|지금까지)(?:의|에|에서)?\s?(?:모든\s?)?(?:지시|명령|지침|규칙|프롬프트|안내|내용)(?:\s?사항)?(?:을|를|은|는)?\s?(?:모두\s?|전부\s?|다\s?)?(?:무시|잊|따르지|삭제|우회)/gu,
  /시스템\s?(?:프롬프트|메시지|지시|명령)|프롬프트(?:를|에|의|는|:)|(?:지시|지침|규칙|팩트\s?시트|검수|검사)(?:\s?사항)?(?:을|를)?\s?(?:무시|우회|건너)/gu,
  /(?:너는|당신은|넌)\s?(?:이제\s?|지금부터\s?)?(?:인공지능|ai|챗봇|카피라이터|전문가|어시스턴트|마케터)|(?:ai|인공지능|언어)\s?(?:언어\s?)?모델(?:로서|이므로|이기|입니다|이에요)|(?:작성|생성|출력|응답|답변)(?:해\s?줘|하라|하시오|해라|하십시오|\s?형식|\s?예시)|(?:요청하신|다음은)[^.\n]{0,20}(?:카피|문구|버전|초안)(?:입니다|이에요|예요)?|죄송(?:하지만|합니다)[^.\n]{0,24}(?:도와|생성|작성|제공)[^.\n]{0,10}(?:수\s?없|어렵)|(?:비밀번호|api\s?키|관리자\s?권한)(?:를|을)?\s?(?:출력|알려|보내|공개)|승인(?:으로)?\s?처리(?:하|해)/giu,
  /(?:검수자|심사자|평가자|검토자|관리자|개발자|모델|ai)(?:님)?(?:에게|께|는|님)\s?[:：,]?[^.\n]{0,20}(?:승인|통과|무시|표시|허용|합격)|(?:승인|통과|합격)(?:으로|로|을|를)?\s?(?:표시|간주|판정|시켜|시키)|(?:관리자|개발자|디버그|제한\s?없는|자유)\s?모드(?:로|를|에|으로)|(?:제한|규칙|필터|검열|안전\s?장치)(?:을|를)?\s?(?:모두\s?)?(?:해제|풀어|꺼|끄|없애|벗어)|(?:다음|아래|이|새로운)\s?(?:지시|명령|지침)(?:사항)?(?:을|를|에|대로)?\s?(?:따르|따라|수행|실행)|\[(?:시스템|관리자|운영자|개발자)\]|(?:검사|검수|검토|점검|심의)(?:은|는|을|를)?\s?(?:생략|건너|하지\s?말|면제)|(?:역할|페르소나)(?:을|를)?\s?(?:바꿔|버리고|전환)/gu,
  /(?:아래와|다음과)\s?같이\s?(?:작성|생성|정리|제안)(?:했|해|하였)|(?:문구|카피|초안|버전)(?:를|을)?\s?(?:작성|생성|준비)(?:했습니다|해\s?(?:보았|봤|드렸)|하였습니다)|(?:첫|두|세)\s?번째\s?(?:버전|시안|초안)|(?:옵션|시안|버전|변형)\s?[a-c1-9](?![0-9%])\s?[:：]|글자\s?수\s?[:：]?\s?\d+|(?:요청|지시)(?:하신|에)\s?(?:대로|따라|내용)/giu,
  /(?<![a-z])(?:(?:new|updated|additional|revised|following|important) (?:instructions?|rules?|directives?|system messages?)\s?[:：]?|as (?:requested|instructed|you asked|per your (?:request|instructions))|i(?:'ve| have) (?:written|drafted|created|generated|prepared|made|rewritten)|(?:option|version|variant|draft) [a-c1-9]\s?[:：]|character count|word count|set (?:the )?(?:discount|price|verdict|status) to|(?:developer|admin|debug|god|unrestricted) mode|do anything now|(?:disable|turn off|remove) (?:all |the |your )?(?:safety|filters?|checks?|restrictions?|limits)|forget (?:your|all|the|any|every) (?:\w+ )?(?:guidelines?|rules?|instructions?|training|limits)|note to (?:self|reviewers?|the reviewer)|dear (?:reviewer|model|assistant)|(?:approve|accept|pass) (?:this|it|everything) (?:as is|now|without))(?![a-z])/giu,
];

/** Marks that only machines write. */
const MACHINE_MARKS: readonly RegExp[] = [
  /<\s?\/?\s?(?:script|img|iframe|svg|style|a|div|span|p|br|b|i|h\d|html|body|system|user|assistant|instructions?|prompt|object|embed|form|input|link|meta|fact|facts)(?![a-z])[^>]{0,200}>?/giu,
  /<\|[^|>]{0,40}\|>|\[\/?inst\]|<<\/?sys>>|<\/?s>|\[\/?(?:system|user|assistant|instructions?|prompt)\]/giu,
  /(?:^|\n)\s?(?:#{1,4}\s?)?(?:system|user|assistant|human|ai|developer|instructions?|prompt|output|response|note to (?:the )?(?:model|ai|editor)|시스템|사용자|어시스턴트|지시(?:사항)?|프롬프트|출력|응답)\s?[:：]/giu,
  /<!--|-->|\[(?:insert|your|the)?[ _]?(?:product|name|brand|price|customer|link|url|cta|discount|date|company)(?:[ _]name)?\]|\[(?:제품명|상품명|브랜드명|이름|고객명|가격|할인율|날짜|링크)\]|```|\$\{|<%|%>|\{%|%\}|#\{(?![a-z_가-힣]{1,24}\})|\{\{\{|\[\[|\]\]|(?:^|\n)#{1,4}\s|\*\*[^*\n]+\*\*|\\[nrt"](?![a-z])|\\u[0-9a-f]{4}|&(?:lt|gt|amp|quot|#\d{2,5});/giu,
  /%%[^%\n]{1,40}%%|\*\|[^|\n]{1,40}\|\*|<<[a-z_ ]{2,30}>>|@@[a-z_]{2,30}@@|\[%[^\]]{1,40}%\]|~\[[a-z_]{2,30}\]~|__[A-Z_]{3,30}__/giu,
  /["'](?:title|body|id|verdict|role|content|channel|copy|variants?|headline)["']\s?:|(?:^|\s)\{\s?["']|\]\s?\}\s?$|(?<![a-z])(?:undefined|null|nan|\[object object\]|todo|lorem ipsum|tbd|placeholder)(?![a-z])/giu,
  /(?<![a-z])on(?:error|load|click|mouseover)\s?=|javascript\s?:|data\s?:\s?text|;\s?(?:drop|delete|insert|update|select)\s(?:table|from|into|\*)|(?<![a-z])(?:function_call|tool_calls?|tool_use|max_tokens|temperature\s?[=:]|eval\(|exec\()/giu,
];

/** Runs that carry a hidden payload: base64 with both cases and digits, or long hexadecimal. */
const PAYLOADS =
  /(?<![A-Za-z\d+/_\-.])(?=[A-Za-z\d+/_-]*\d)(?=[A-Za-z\d+/_-]*[a-z])(?=[A-Za-z\d+/_-]*[A-Z])[A-Za-z\d+/_-]{20,}={0,2}|(?<![A-Za-z\d])[A-Za-z\d+/]{14,}={1,2}(?![A-Za-z\d=])|(?<![a-z\d])(?:0x)?[\da-f]{32,}(?![a-z\d])/gu;

/** A slot that the engine fills: one plain name in braces. Double braces only around names of people. */
const SLOT =
  /(?<![{#$])[{](?:[a-z][a-z_]{1,23}|[가-힣]{1,8})[}](?!\})|#\{(?:[a-z][a-z_]{1,23}|[가-힣]{1,8})\}|\{\{\s?(?:name|full_name|first_name|customer_name|user_name|nickname|이름|고객명|성함|회원명)\s?\}\}/giu;
const BRACES = /[{}]+(?:[^{}\n]{0,60}[{}]+)?/gu;

/** Characters that hide text from people but not from machines: tags, direction overrides. */
const HIDDEN = /[\u202a-\u202e\u2066-\u2069]|[\u{e0020}-\u{e007f}]+|[\ufff9-\ufffb]/gu;

const FIX = {
  ko: '지시문이나 코드가 섞여 있으니 지우고 고객에게 할 말만 남기세요.',
  en: 'Instructions or code have leaked in: remove them and keep what is meant for the customer.',
};

function hidden({ seen }: FieldContext): readonly Problem[] {
  return [...seen.original.matchAll(HIDDEN)]
    .filter((_, index) => index === 0)
    .map((match) => {
      let from = 0;
      while (from < seen.text.length - 1 && seen.spanOf(from, from + 1)[1] <= match.index) from += 1;
      return { rule: 'injection', from, to: from + 1, source: 'hidden characters', fix: FIX };
    });
}

/** An order whose words are torn apart by line breaks or runs of spaces; in one line the patterns find it themselves. */
function spreadOut(text: string): readonly Problem[] {
  if (!/\s{2,}|\n/.test(text)) return [];
  const straight = text.replace(/\s+/g, ' ');
  const isOrder = INSTRUCTIONS.some((pattern) => [...straight.matchAll(pattern)].length > 0);
  const isFound = INSTRUCTIONS.some((pattern) => [...text.matchAll(pattern)].length > 0);
  if (!isOrder || isFound) return [];
  return [{ rule: 'injection', from: 0, to: text.length, source: 'injection patterns', fix: FIX }];
}

/** Leaked instructions, role tags, template marks, code and payloads have no place in copy. */
export function checkInjection(context: FieldContext): readonly Problem[] {
  const { seen, copy, claims } = context;
  // Once rendered, every slot is filled: a brace that is left over is a fault.
  const text = copy.isRendered ? seen.text : seen.text.replace(SLOT, (slot) => ' '.repeat(slot.length));
  const places = [
    ...INSTRUCTIONS.flatMap((pattern) => [...text.matchAll(pattern)]),
    ...MACHINE_MARKS.flatMap((pattern) => [...text.matchAll(pattern)]),
    ...text.matchAll(BRACES),
    ...claims.matchAll(PAYLOADS),
  ];
  return [
    ...places.map(
      (match): Problem => ({
        rule: 'injection',
        from: match.index,
        to: match.index + match[0].length,
        source: 'injection patterns',
        fix: FIX,
      }),
    ),
    ...hidden(context),
    ...spreadOut(text),
  ];
}
