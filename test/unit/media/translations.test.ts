import assert from 'node:assert/strict';
import { TRANSLATED_LANGUAGES, translateLibrary } from '../../../src/core/concepts/translation';
import { shipped, shippedTranslation } from '../core/concepts/pages';

for (const language of TRANSLATED_LANGUAGES) {
  describe(`the pages in ${language}`, () => {
    const { translation, states, problems } = shippedTranslation(language);
    const of = (state: string): string[] =>
      states.filter((one) => one.state === state).map(({ id }) => id);

    it('say the same as the English ones: facts, figures, links, numbers', () => {
      assert.deepEqual(problems, []);
    });

    it('are of the present English text; `npm run translations` tells the rest', () => {
      assert.deepEqual(of('stale'), []);
    });

    it('are all there, and so are the claims of the ledger', () => {
      assert.deepEqual(of('missing'), []);
    });

    it('name every group', () => {
      const named = Object.keys(translation.groups);
      assert.deepEqual(
        named,
        shipped.library.groups.map(({ id }) => id),
      );
    });

    it('keep the order, sources and numbers of the one data set', () => {
      const translated = translateLibrary(shipped.library, translation);
      const bare = (library: typeof translated) =>
        library.concepts.map(({ id, claims, related, evidence }) => ({
          id,
          claims,
          related,
          evidence: evidence.map(({ source, at, checked, asOf }) => ({
            source,
            at,
            checked,
            asOf,
          })),
        }));
      assert.deepEqual(bare(translated), bare(shipped.library));
    });
  });
}
