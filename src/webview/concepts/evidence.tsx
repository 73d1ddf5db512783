import type { JSX } from 'preact';
import type { ConceptView, SourceView } from '../../protocol/concepts';
import { t } from '../ui/l10n';
import { Mark } from './icons';

/** How far a fact was checked, in words. */
export function checkedLabel(checked: ConceptView['evidence'][number]['checked']): string {
  switch (checked) {
    case 'read':
      return t('text read');
    case 'quoted':
      return t('quoted copy');
    case 'secondary':
      return t('second hand');
  }
}

interface Props {
  readonly evidence: ConceptView['evidence'];
  readonly openWeb: (url: string) => void;
}

/** Every fact of the page with source, year and how far it was checked. */
export function Evidence({ evidence, openWeb }: Props): JSX.Element {
  return (
    <table class="evidence">
      <thead>
        <tr>
          <th scope="col">{t('Fact')}</th>
          <th scope="col">{t('Source')}</th>
          <th scope="col">{t('Year')}</th>
          <th scope="col">{t('Checked')}</th>
        </tr>
      </thead>
      <tbody>
        {evidence.map(({ fact, source, checked, asOf }) => (
          <tr key={fact}>
            <td>{fact}</td>
            <td>
              <SourceLink source={source} openWeb={openWeb} />
            </td>
            <td>{asOf === null ? source.year : t('as of {0}', asOf)}</td>
            <td>
              <span class="checked">
                <Mark name={checked} />
                {checkedLabel(checked)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A link to a source, opened by the host; its title says the whole reference. */
export function SourceLink(props: {
  readonly source: SourceView;
  readonly openWeb: (url: string) => void;
  readonly withYear?: boolean;
}): JSX.Element {
  const { source, openWeb, withYear } = props;
  return (
    <a
      href={source.url}
      title={`${source.title}\n${source.url}`}
      onClick={(event) => {
        event.preventDefault();
        openWeb(source.url);
      }}
    >
      {withYear ? `${source.label}, ${source.year}` : source.label}
    </a>
  );
}
