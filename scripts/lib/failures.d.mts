export function failuresOf(output: string): { text: string; again: string[] }[];
