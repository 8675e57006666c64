extension Array {
    /// The first index that fulfils a condition, or `endIndex`.
    ///
    /// All indices after it must fulfil it, too. Takes log n questions.
    func firstIndexAscending(where isFulfilled: (Index) -> Bool) -> Index {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isFulfilled(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
