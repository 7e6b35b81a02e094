import type { Phrases } from './phrases-ko.ts';

/** The English half; slots as in Korean, without particles. */
export const phrasesEn: Phrases = {
  titles: {
    good: [
      'Will buy again',
      'My search is over',
      'Better than I hoped',
      'Reaching for it every day',
      'Told all my friends',
    ],
    mixed: ['It is fine', 'Good and bad sides', 'Not quite what I hoped', 'Giving it more time'],
    bad: ['Not for me', 'Disappointing {form}', 'Would not buy again'],
  },
  openers: {
    'skincare-nomad': [
      'I have tried so many things before this {form}.',
      'Still looking for the one, so I gave {line} a go.',
    ],
    'makeup-only': ['I skip half of my skincare but never my {form}.', 'One more {form} for my collection.'],
    'luxury-mother': [
      'My little reward once the kids are asleep.',
      'After work and bedtime, this {form} is my own time.',
    ],
    'sensitive-researcher': [
      'I read the whole ingredient list before buying.',
      'My skin reacts to a lot, so I looked up {note} first.',
    ],
    'discount-hunter': ['Waited for the sale and used a coupon too.', 'Stocked up while it was cheap.'],
    'loyal-minimalist': [
      'I have used the same {form} for years.',
      'I keep it simple: this {form} and nothing else.',
    ],
    'sun-runner': [
      'I run outdoors every weekend and go through it fast.',
      'Bought it for long runs by the river.',
    ],
    'gift-giver': [
      'Bought it as a present and ended up keeping one.',
      'Gave this {form} to a friend for her birthday.',
    ],
    'trend-student': [
      'Everybody talks about this {form}, so I tried it.',
      'Saw it in a video and ordered the same night.',
    ],
    'silver-care': [
      'The lady in the store recommended {note} to me.',
      'I chose this {form} after a consultation.',
    ],
    'scent-collector': ['I came for the scent.', 'I collect perfume, so {note} was a must.'],
    'plain-groomer': ['I want one {form} and no fuss.', 'By the afternoon my face used to shine.'],
  },
  praise: {
    hydration: ['My skin still feels moist in the morning.', 'No more tightness after washing.'],
    soothing: ['It feels calm even on bad days.', 'No sting at all, the {note} is gentle.'],
    brightening: ['People say I look brighter.', 'My face looks less dull.'],
    firming: ['My skin feels firmer to the touch.', 'The texture of my skin is smoother overnight.'],
    oil_control: ['Far less shine in the afternoon.', 'It leaves a fresh, dry finish.'],
    sun_protection: ['Light, and no white cast.', 'I feel safe outdoors for hours.'],
    colour: ['The colour is clear and pretty.', 'It stays on until the evening.'],
    scent: ['The {note} scent lingers softly.', 'A colleague asked what I was wearing.'],
    luxury: ['The packaging alone feels like a treat.', 'Worth every won.'],
    value: ['Hard to beat at this price.', 'A lot of product for the money.'],
    clean: ['A short, honest ingredient list.', 'No fragrance, which I like.'],
    novelty: ['I have never used a texture like this.', 'Something new at last.'],
  },
  blame: {
    hydration: ['Not enough on dry days.', 'The moisture is gone too fast.'],
    soothing: ['It stung a little.', 'Slightly harsh for me.'],
    brightening: ['I see no change in tone.', 'Not brighter than before.'],
    firming: ['I expected more firmness.', 'It feels heavy rather than firm.'],
    oil_control: ['The shine is back by noon.', 'It leaves some oil behind.'],
    sun_protection: ['It gets into my eyes when I sweat.', 'It pills when I put on more.'],
    colour: ['The colour differs from the picture.', 'It fades quickly.'],
    scent: ['The scent is too strong.', 'The scent is gone in minutes.'],
    luxury: ['Ordinary for the price.', 'Pretty box, that is all.'],
    value: ['A bit dear.', 'Less product than I thought.'],
    clean: ['I wish it had no fragrance.', 'The list is longer than I thought.'],
    novelty: ['Nothing new about it.', 'Bought it for the hype, got something plain.'],
  },
  use: {
    cleanser: ['It takes make-up off cleanly.', 'My face does not feel tight after.'],
    toner: ['I use it right after washing.', 'I wipe it on with a pad.'],
    serum: ['Two drops are enough.', 'I put it on morning and night.'],
    cream: ['I use a thick layer before bed.', 'A thin layer after serum is fine.'],
    'eye-care': ['I pat it around my eyes.', 'A tiny amount is enough.'],
    mask: ['Twice a week is right for me.', 'Fifteen minutes after a shower.'],
    'sun-care': ['I carry it in my bag.', 'I put it on before going out.'],
    'base-makeup': ['Two thin layers look best.', 'It hardly rubs off.'],
    lip: ['I dab it from the middle.', 'A second coat looks even better.'],
    'eye-makeup': ['It does not smudge.', 'Easy to blend.'],
    hair: ['I use it every other day.', 'Only on the ends, when wet.'],
    body: ['I put it on while my skin is damp.', 'The whole family uses it.'],
    fragrance: ['One spray on each wrist.', 'Two sprays before work.'],
    tool: ['Works best when damp.', 'I wash it once a week.'],
  },
  ends: {
    good: [
      'I will order it again.',
      'I am staying with this {form}.',
      'Now I want to try more from {line}.',
      'Fast delivery, too.',
    ],
    mixed: ['I will finish it and see.', 'Maybe again in a sale.', 'An average {form}.'],
    bad: ['I will look for another {form}.', 'I gave it to my brother.', 'Thinking about returning it.'],
  },
};
