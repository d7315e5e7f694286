import { mean, median, medianBounds, slope } from '../../bench/parts/statistics';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('the statistics of benches', () => {
  it('takes the middle for the median, or what is halfway between two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  // The ranks and confidences are those of the tables of the sign test.
  it.each<[pairs: number, lower: number, upper: number, confidence: number]>([
    [6, 1, 6, 0.9688],
    [10, 2, 9, 0.9785],
    [12, 3, 10, 0.9614],
    [20, 6, 15, 0.9586],
  ])('bounds the median of %i values by those of rank %i and %i', (count, lower, upper, confidence) => {
    const bounds = medianBounds(upTo(count).reverse());
    expect([bounds.lower, bounds.upper]).toEqual([lower, upper]);
    expect(bounds.confidence).toBeCloseTo(confidence, 4);
  });

  it('says how little few values prove', () => {
    expect(medianBounds([2, 1])).toEqual({ lower: 1, upper: 2, confidence: 0.5 });
  });

  it('finds what each further order adds, whatever there was before', () => {
    expect(
      slope([
        [100, 550],
        [200, 600],
        [400, 700],
      ]),
    ).toBeCloseTo(0.5, 10);
    expect(mean([1, 2, 6])).toBe(3);
  });
});
