/** Makes the files that senders send: text in their encodings, workbooks as Excel and LibreOffice write them. */
import { strToU8, zipSync } from 'fflate';
import { CLOCK } from './looks.ts';

export type Encoding = 'windows-1252' | 'iso-8859-15' | 'utf-8' | 'utf-8 with BOM';

/** Characters that Latin-1 lacks and the others have, of those that French lists hold. */
const BEYOND_LATIN_1: Record<'windows-1252' | 'iso-8859-15', Record<string, number>> = {
  'windows-1252': { '’': 0x92, 'œ': 0x9c, 'Œ': 0x8c, '€': 0x80, '–': 0x96, '…': 0x85 },
  'iso-8859-15': { 'œ': 0xbd, 'Œ': 0xbc, '€': 0xa4, 'Ÿ': 0xbe },
};

export function encoded(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-8 with BOM') return Buffer.from('\ufeff' + text, 'utf8');
  const beyond = BEYOND_LATIN_1[encoding];
  return Buffer.from([...text].map(letter => {
    const code = beyond[letter] ?? letter.codePointAt(0)!;
    if (code > 0xff) throw new Error(`${letter} cannot be written in ${encoding}`);
    return code;
  }));
}

/** A day as a spreadsheet holds it, and how its cell shows it. */
export class Day {
  readonly date: Date;
  constructor(date: Date) {
    this.date = date;
  }
  get iso() {
    return this.date.toISOString().slice(0, 10);
  }
  /** `31/12/2008` */
  get french() {
    return this.iso.split('-').reverse().join('/');
  }
  /** Days since 30 December 1899, as XLSX counts. */
  get serial() {
    return Math.round((this.date.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000);
  }
}

/** That day and month, `years` years before this one. */
export const day = (years: number, month: number, dayOfMonth: number) =>
  new Day(new Date(Date.UTC(started().getUTCFullYear() - years, month - 1, dayOfMonth)));

/** So many days before the day that the programs live. */
export const daysAgo = (days: number) => {
  const now = started();
  return new Day(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - days)));
};

/** A morning: the day is the same in Paris and in UTC. */
const started = () => new Date(process.env[CLOCK]!);

export type Cell = string | number | Day | null;

export interface Sheet {
  name: string;
  rows: Cell[][];
  /** Ranges merged, `A1:F1`. */
  merged?: string[];
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const columnName = (index: number): string =>
  (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

/** As Excel saves it: strings inline, days as numbers under a date format. */
export function xlsx(sheets: Sheet[]): Buffer {
  const cell = (value: Cell, at: string) => {
    if (value === null) return '';
    if (value instanceof Day) return `<c r="${at}" s="1"><v>${value.serial}</v></c>`;
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  };
  const sheetXml = ({ rows, merged = [] }: Sheet) => {
    const lines = rows.map((row, y) => `<row r="${y + 1}">${row.map((value, x) => cell(value, columnName(x) + (y + 1))).join('')}</row>`);
    const merges = merged.map(range => `<mergeCell ref="${range}"/>`).join('');
    return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData>${merges && `<mergeCells>${merges}</mergeCells>`}</worksheet>`;
  };
  const numbered = sheets.map((sheet, i) => ({ sheet, id: i + 1 }));
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/relationships/${type}" Target="${target}"/>`;
  return zip({
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Default Extension="xml" ContentType="application/xml"/>
      <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
      <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
      ${numbered.map(({ id }) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}
    </Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${RELATIONS}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets>
      ${numbered.map(({ sheet, id }) => `<sheet name="${escaped(sheet.name)}" sheetId="${id}" r:id="rId${id}"/>`).join('')}
    </sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${RELATIONS}">
      ${numbered.map(({ id }) => relation(`rId${id}`, 'worksheet', `worksheets/sheet${id}.xml`)).join('')}
      ${relation('rId99', 'styles', 'styles.xml')}
    </Relationships>`,
    'xl/styles.xml': `${XML}<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>
      <borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
      <cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(numbered.map(({ sheet, id }) => [`xl/worksheets/sheet${id}.xml`, sheetXml(sheet)])),
  });
}

/** As LibreOffice saves it: the type first, uncompressed; days as ISO dates. */
export function ods(sheets: Sheet[]): Buffer {
  const cell = (value: Cell) => {
    if (value === null) return '<table:table-cell/>';
    if (value instanceof Day) {
      return `<table:table-cell office:value-type="date" office:date-value="${value.iso}"><text:p>${value.french}</text:p></table:table-cell>`;
    }
    if (typeof value === 'number') {
      return `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`;
    }
    return `<table:table-cell office:value-type="string"><text:p>${escaped(value)}</text:p></table:table-cell>`;
  };
  const table = ({ name, rows }: Sheet) =>
    `<table:table table:name="${escaped(name)}">${rows.map(row => `<table:table-row>${row.map(cell).join('')}</table:table-row>`).join('')}</table:table>`;
  const type = 'application/vnd.oasis.opendocument.spreadsheet';
  return zip({
    mimetype: type,
    'META-INF/manifest.xml': `${XML}<manifest:manifest xmlns:manifest="${OPEN}:manifest:1.0" manifest:version="1.2">
      <manifest:file-entry manifest:full-path="/" manifest:media-type="${type}"/>
      <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    'content.xml': `${XML}<office:document-content xmlns:office="${OPEN}:office:1.0" xmlns:text="${OPEN}:text:1.0"
      xmlns:table="${OPEN}:table:1.0" office:version="1.2"><office:body><office:spreadsheet>
      ${sheets.map(table).join('')}</office:spreadsheet></office:body></office:document-content>`,
  });
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const OPEN = 'urn:oasis:names:tc:opendocument:xmlns';

function zip(files: Record<string, string>): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, [strToU8(text), { level: name === 'mimetype' ? 0 : 6 }]]),
  )));
}
