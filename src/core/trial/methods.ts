/** How the figures of a verdict are made, with their sources: for exports and for "how was this made". */
export const METHODS: readonly string[] = [
  'Difference in right answers: Newcombe’s interval for paired shares, method 10 (Statistics in Medicine 17, 1998); with repeats a bootstrap over cases.',
  'Cost and time: bootstrap over cases, 2,000 resamples, 95 %.',
  'Stop: betting on paired differences (Waudby-Smith and Ramdas, JRSS B 86, 2024) with two fifths of the error rate, and one exact sign-flip test (McNemar’s with one call a case) at the planned number of cases with the rest; 5 in 100 trials for all candidates together, whenever one looks.',
  'A call that was cut off, empty or refused is not right; one that failed is left out with its pair.',
];
