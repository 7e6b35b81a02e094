import { describe, expect, it } from '@jest/globals';
import { dot, rowOf } from '#core/maths/dense-matrix.ts';
import { tasteRow, tasteWeights } from '#core/models/embeddings/taste.ts';
import { embedText, embedTexts, trainText } from '#core/models/embeddings/text-embedding.ts';
import { textTerms, withoutCopies } from '#core/models/embeddings/text-terms.ts';
import { mergeLists, solveVocabulary, summariseLists } from '#core/models/embeddings/vocabulary.ts';

describe('textTerms', () => {
  it('takes pairs of syllables of Korean, words and pairs of words of English', () => {
    expect(textTerms('수분크림 so Good')).toEqual(['수분', '분크', '크림', 'so', 'good', 'so good']);
  });

  it('sees through full-width letters and decomposed syllables', () => {
    expect(textTerms('ＡＢＣ')).toEqual(['abc']);
    expect(textTerms('크림'.normalize('NFD'))).toEqual(textTerms('크림'));
  });
});

describe('withoutCopies', () => {
  const review = (productId: string, text: string) => ({ productId, text });

  it('leaves out a long text that stood under another product before', () => {
    const copied = '피부가 정말 촉촉하고 부드러워졌어요 추천';
    expect(withoutCopies([review('a', copied), review('b', `${copied}!!`)])).toHaveLength(1);
  });

  it('keeps a short praise that many give', () => {
    expect(
      withoutCopies([review('a', '좋아요'), review('b', '좋아요'), review('a', '좋아요!')]),
    ).toHaveLength(2);
  });
});

describe('text embedding', () => {
  const moist = ['수분 크림 촉촉해요', '크림이 촉촉하고 수분 가득', '촉촉한 수분 크림 최고'];
  const lip = ['립스틱 발색 예뻐요', '발색 좋은 립스틱', '립스틱 색이 예쁘고 발색 최고'];
  const model = trainText([...moist, ...lip], { dimension: 4, halfShare: 1e-3, mostTerms: 100 });

  it('puts texts about one thing closer together than texts about two', () => {
    const near = dot(embedText(model, moist[0]!), embedText(model, moist[1]!));
    const far = dot(embedText(model, moist[0]!), embedText(model, lip[1]!));
    expect(near).toBeGreaterThan(far);
  });

  it('gives zeros for a text of which no term is known', () => {
    expect([...embedText(model, 'qwerty')].every((value) => value === 0)).toBe(true);
  });

  it('gives the same vectors one by one and together', () => {
    expect([...rowOf(embedTexts(model, moist), 2)]).toEqual([...embedText(model, moist[2]!)]);
  });
});

describe('vocabulary and taste', () => {
  const lists = [['a', 'b'], ['a', 'c'], ['a'], ['b', 'b']];

  it('counts the same however lists were split', () => {
    const whole = summariseLists(lists);
    const merged = mergeLists(summariseLists(lists.slice(0, 1)), summariseLists(lists.slice(1)));
    const bounds = { least: 1, most: 10 };
    expect(solveVocabulary(merged, bounds)).toEqual(solveVocabulary(whole, bounds));
  });

  it('halves what was bought a half-life ago', () => {
    const weights = tasteWeights(
      [
        { productId: 'a', day: 0 },
        { productId: 'b', day: 100 },
      ],
      100,
    );
    expect([...weights]).toEqual([
      ['a', 0.5],
      ['b', 1],
    ]);
  });

  it('weighs what everybody has as nothing', () => {
    const vocabulary = solveVocabulary(summariseLists([['a', 'b'], ['a']]), { least: 1, most: 10 });
    const { values } = tasteRow(
      [
        { productId: 'a', day: 0 },
        { productId: 'b', day: 0 },
      ],
      vocabulary,
    );
    expect([...values]).toEqual([0, 1]);
  });
});
