import sys
sys.path.insert(0, "helpers")
import bad_syntax
