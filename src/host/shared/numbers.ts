import * as vscode from 'vscode';

/** A number in the display language with a fixed number of decimals: "1,234.5". */
export function decimal(value: number, digits: number): string {
  return value.toLocaleString(vscode.env.language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** An amount of US dollars in the display language: "$0.42", "0,42 $". */
export function dollars(usd: number, digits: number): string {
  return usd.toLocaleString(vscode.env.language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
