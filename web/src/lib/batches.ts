/** Do something for many, a few at a time; gives back what failed, and why, instead of ending there. */
export const inBatches = async <Item>(items: readonly Item[], run: (item: Item) => Promise<unknown>, atOnce = 6) => {
  const failed: { item: Item; error: unknown }[] = []
  const waiting = [...items]
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await run(item)
      } catch (error) {
        failed.push({ item, error })
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work))
  return failed
}
