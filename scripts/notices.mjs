// Writes what ships of other people's work, read from the bundles themselves: dist/THIRD-PARTY-NOTICES.md with the
// licence texts, and dist/sbom.cdx.json (CycloneDX 1.6).
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './vscode/provision.mjs';

/** Packages whose code is in a bundle, by name, from esbuild's metafiles. */
function bundledPackages() {
  const metas = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8'));
  const folders = new Set();
  for (const meta of Object.values(metas)) {
    for (const out of Object.values(meta.outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(out.inputs)) {
        const at = file.lastIndexOf('node_modules/');
        if (at < 0 || bytesInOutput === 0) continue;
        const parts = file.slice(at + 'node_modules/'.length).split('/');
        folders.add(parts.slice(0, parts[0].startsWith('@') ? 2 : 1).join('/'));
      }
    }
  }
  return [...folders].sort().map((name) => {
    const dir = join(root, 'node_modules', name);
    const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
    const file = readdirSync(dir).find((f) => /^licen[cs]e/i.test(f));
    return {
      name,
      version: manifest.version,
      licence: typeof manifest.license === 'string' ? manifest.license : 'see text',
      text: file === undefined ? null : readFileSync(join(dir, file), 'utf8').trim(),
      homepage: manifest.homepage ?? null,
    };
  });
}

/** Data that ships and was derived from other people's work: media/data-sources.json names each with its licence. */
function dataSources() {
  const file = join(root, 'media/data-sources.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

/** Writes both files; dist/meta.json must be there. */
export function writeNotices() {
  const packages = bundledPackages();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const notices = [
    '# Third-party notices',
    'LRM Lens contains code of the following packages and figures derived from the following data.',
    ...packages.map(
      (p) =>
        `## ${p.name} ${p.version} (${p.licence})\n\n${p.text === null ? `Licence: ${p.licence}.` : `\`\`\`text\n${p.text}\n\`\`\``}`,
    ),
    '## Data',
    ...dataSources().map((d) => `- ${d.name} (${d.licence}): ${d.use} <${d.url}>`),
  ].join('\n\n');
  writeFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.md'), `${notices}\n`);
  const components = packages.map((p) => ({
    type: 'library',
    'bom-ref': `pkg:npm/${p.name.replace('@', '%40')}@${p.version}`,
    name: p.name,
    version: p.version,
    purl: `pkg:npm/${p.name.replace('@', '%40')}@${p.version}`,
    licenses: [{ expression: p.licence }],
  }));
  const digest = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  const serial = [8, 12, 16, 20, 32]
    .map((end, i, ends) => digest.slice(ends[i - 1] ?? 0, end))
    .join('-');
  const sbom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    // From the content, not from chance: the package is the same bytes for the same sources.
    serialNumber: `urn:uuid:${serial}`,
    version: 1,
    metadata: { component: { type: 'application', name: 'lrm-lens', version } },
    components,
  };
  writeFileSync(join(root, 'dist/sbom.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`);
}
