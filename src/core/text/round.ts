/** The number with so many decimals at most: for data and drawings. What people read is written by the voice. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
