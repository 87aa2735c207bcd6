/** In place of the charts of a tab until they are there; all of it goes at once, so that nothing moves. */
export function Loading({ charts }: { charts: number }) {
  return (
    <div aria-busy="true">
      {Array.from({ length: charts }, (_, index) => (
        <div key={index} class="panel">
          <div class="chart-space" style={{ paddingTop: "14px" }}>
            <div class="chart-bone" />
          </div>
        </div>
      ))}
    </div>
  );
}
