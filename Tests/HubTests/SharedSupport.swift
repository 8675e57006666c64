// What other test targets use too is at hand in every file of this one.
@_exported import TestSupport
